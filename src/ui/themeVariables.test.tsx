import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { theme } from './theme.ts';

/** What Mantine would write into the page by script, a rule a line. */
function variablesOf(markup: string): string {
  const css = /<style data-mantine-styles="true">(.*?)<\/style>/s.exec(markup)?.[1];
  if (!css) throw new Error('Mantine wrote no variables.');
  return css.replaceAll('}', '}\n').replaceAll(';', ';\n');
}

it('the style sheet has the variables of the theme: vitest -u writes it anew', async () => {
  const written = renderToStaticMarkup(<MantineProvider theme={theme} />);
  await expect(variablesOf(written)).toMatchFileSnapshot('themeVariables.css');
});
