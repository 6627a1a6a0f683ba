import type { Appearance } from '../charts/appearance.ts';
import type { ChartSpec } from '../charts/chartSpec.ts';
import { RAISED_ROW } from '../charts/plotModel.ts';
import type { ColourOf } from './lightColours.ts';
import { FONT_PX } from './paperSize.ts';
import { element, textElement, textWidth } from './svgText.ts';

/** As long as the longest dash of a curve, twice. */
const SWATCH = 28;
const RAISED_SWATCH = 10;
const SWATCH_GAP = 5;
const ENTRY_GAP = 12;
export const LEGEND_ROW = 15;

/** A curve and its name, or the ticks of raised blocks where there is no curve. */
interface LegendEntry {
  readonly label: string;
  readonly appearance: Appearance | null;
}

interface PlacedEntry extends LegendEntry {
  readonly x: number;
  readonly row: number;
}

export interface FigureLegend {
  readonly entries: readonly PlacedEntry[];
  readonly rows: number;
}

/** Every curve by its full name, in rows no wider than `width`. */
export function figureLegend(spec: ChartSpec, width: number): FigureLegend {
  const entries: LegendEntry[] = spec.series.map(({ group, part, appearance }) => ({
    label: part === null ? group : `${group} ${part}`,
    appearance,
  }));
  if (spec.raised.length > 0) entries.push({ label: 'F raised', appearance: null });
  const placed: PlacedEntry[] = [];
  let x = 0;
  let row = 0;
  for (const entry of entries) {
    const taken = swatchWidth(entry) + SWATCH_GAP + textWidth(entry.label, FONT_PX);
    if (x > 0 && x + taken > width) {
      x = 0;
      row++;
    }
    placed.push({ ...entry, x, row });
    x += taken + ENTRY_GAP;
  }
  return { entries: placed, rows: placed.length === 0 ? 0 : row + 1 };
}

function swatchWidth({ appearance }: LegendEntry): number {
  return appearance ? SWATCH : RAISED_SWATCH;
}

/** The legend, with its upper left corner at the origin. */
export function legendSvg({ entries }: FigureLegend, colourOf: ColourOf): string {
  return entries
    .map((entry) => {
      const { label, appearance, x, row } = entry;
      const middle = (row + 0.5) * LEGEND_ROW;
      const swatch = appearance
        ? strokeSwatch(appearance, x, middle, colourOf)
        : raisedSwatch(x, middle, colourOf);
      const at = { x: x + swatchWidth(entry) + SWATCH_GAP, y: middle + 0.35 * FONT_PX };
      return swatch + textElement('text', at, label);
    })
    .join('');
}

function strokeSwatch(
  { color, width, opacity, dash }: Appearance,
  x: number,
  y: number,
  colourOf: ColourOf,
): string {
  return element('line', {
    x1: x,
    x2: x + SWATCH,
    y1: y,
    y2: y,
    stroke: colourOf(color),
    'stroke-width': width,
    'stroke-opacity': opacity,
    'stroke-dasharray': dash,
  });
}

function raisedSwatch(x: number, y: number, colourOf: ColourOf): string {
  const tick = `v${RAISED_ROW}`;
  const top = y - RAISED_ROW / 2;
  return element('path', {
    d: [1, RAISED_SWATCH / 2, RAISED_SWATCH - 1].map((at) => `M${x + at} ${top}${tick}`).join(''),
    stroke: colourOf('var(--lab-ink)'),
    'stroke-width': 1,
  });
}
