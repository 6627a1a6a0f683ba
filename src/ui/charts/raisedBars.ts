import type { RaisedMarks } from './chartSpec.ts';
import { type Columns, shownIndices } from './decimate.ts';
import { toDisplay, type XWindow } from './scale.ts';
import { SeriesCache } from './seriesCache.ts';

/** One pixel column in which a step raised F. */
export interface RaisedBar {
  readonly pixel: number;
  /** Share of the column's iterations that were raised, 0 < share ≤ 1. */
  readonly share: number;
}

const bars = new SeriesCache<readonly RaisedBar[]>();

/** How much of each pixel column was raised: with many iterations a pixel, a tick alone would say too much. */
export function raisedBars(
  raised: Columns,
  all: Columns,
  window: XWindow,
  width: number,
): readonly RaisedBar[] {
  const question = `${raised.length} ${all.length} ${window.scale} ${window.domain} ${width}`;
  return bars.get(raised.xs, question, () => {
    const marked = countByPixel(raised, window, width);
    const total = countByPixel(all, window, width);
    return [...marked].map(([pixel, count]) => ({
      pixel,
      share: Math.min(1, count / Math.max(1, total.get(pixel) ?? 1)),
    }));
  });
}

function countByPixel(
  columns: Columns,
  window: XWindow,
  width: number,
): ReadonlyMap<number, number> {
  const { scale = 'linear', domain } = window;
  const [left, right] = domain;
  const [from, to] = shownIndices(columns, window);
  const counts = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const place = toDisplay(columns.xs[i] as number, scale);
    const pixel = Math.round(((place - left) / (right - left)) * width);
    if (pixel >= 0 && pixel <= width) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  }
  return counts;
}

/** Marks that are drawn in one row. */
export interface RaisedRow {
  readonly key: string;
  readonly color: string;
  readonly marks: readonly RaisedMarks[];
}

/** The rows of ticks, from the top. */
export function raisedRows(raised: readonly RaisedMarks[]): readonly RaisedRow[] {
  const rows = new Map<string, { key: string; color: string; marks: RaisedMarks[] }>();
  raised.forEach((mark, index) => {
    const key = mark.row ?? String(index);
    const known = rows.get(key);
    if (known) known.marks.push(mark);
    else rows.set(key, { key, color: mark.color, marks: [mark] });
  });
  return [...rows.values()];
}

/** The bars of a row: of several runs the mean of their shares. */
export function rowBars(
  { marks }: RaisedRow,
  window: XWindow,
  width: number,
): readonly RaisedBar[] {
  const shares = new Map<number, number>();
  for (const { columns, all } of marks) {
    for (const { pixel, share } of raisedBars(columns, all, window, width))
      shares.set(pixel, (shares.get(pixel) ?? 0) + share / marks.length);
  }
  return [...shares].map(([pixel, share]) => ({ pixel, share }));
}
