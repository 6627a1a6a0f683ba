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
