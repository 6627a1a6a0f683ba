import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The accent of buttons and marks: a green that is neither of the runs' colours. */
const pine: MantineColorsTuple = [
  '#e8f6f3',
  '#d3eae5',
  '#a6d5cb',
  '#75bfb0',
  '#4eac99',
  '#349f8a',
  '#1f8f79',
  '#0f7864',
  '#08614f',
  '#024a3c',
];

const SYSTEM_FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

export const theme = createTheme({
  colors: { pine },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: SYSTEM_FONT,
  headings: { fontFamily: SYSTEM_FONT, fontWeight: '600' },
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
