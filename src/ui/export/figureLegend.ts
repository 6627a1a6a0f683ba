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

/** A curve and its name, the ticks of raised blocks, or words alone. */
interface LegendEntry {
  readonly label: string;
  readonly swatch: Appearance | 'raised' | null;
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
  const entries = entriesOf(spec);
  const placed: PlacedEntry[] = [];
  let x = 0;
  let row = 0;
  for (const entry of entries) {
    const taken = swatchWidth(entry) + textWidth(entry.label, FONT_PX);
    if (x > 0 && x + taken > width) {
      x = 0;
      row++;
    }
    placed.push({ ...entry, x, row });
    x += taken + ENTRY_GAP;
  }
  return { entries: placed, rows: placed.length === 0 ? 0 : row + 1 };
}

function entriesOf({ series, raised, smoothed }: ChartSpec): readonly LegendEntry[] {
  // Rows of ticks have their names beside them.
  if (series.length === 0) return [];
  const curves = series.map(({ group, part, appearance, band }) => {
    const name = part === null ? group : `${group} ${part}`;
    return { label: band ? `${name}, ${band.words}` : name, swatch: appearance };
  });
  return [
    ...curves,
    ...(raised.length > 0 ? [{ label: 'F raised', swatch: 'raised' } as const] : []),
    ...(smoothed ? [{ label: `${smoothed}; pale: measured`, swatch: null }] : []),
  ];
}

/** With the gap between it and the words. */
function swatchWidth({ swatch }: LegendEntry): number {
  if (swatch === null) return 0;
  return SWATCH_GAP + (swatch === 'raised' ? RAISED_SWATCH : SWATCH);
}

/** The legend, with its upper left corner at the origin. */
export function legendSvg({ entries }: FigureLegend, colourOf: ColourOf): string {
  return entries
    .map((entry) => {
      const { label, x, row } = entry;
      const middle = (row + 0.5) * LEGEND_ROW;
      const at = { x: x + swatchWidth(entry), y: middle + 0.35 * FONT_PX };
      return swatchSvg(entry, x, middle, colourOf) + textElement('text', at, label);
    })
    .join('');
}

function swatchSvg({ swatch }: LegendEntry, x: number, y: number, colourOf: ColourOf): string {
  if (swatch === null) return '';
  return swatch === 'raised' ? raisedSwatch(x, y, colourOf) : strokeSwatch(swatch, x, y, colourOf);
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
