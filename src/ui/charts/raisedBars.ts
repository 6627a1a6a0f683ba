import type { Columns } from './decimate.ts';
import type { Domain } from './scale.ts';

/** One pixel column in which a step raised F. */
export interface RaisedBar {
  readonly pixel: number;
  /** Share of the column's iterations that were raised, 0 < share ≤ 1. */
  readonly share: number;
}

/** How much of each pixel column was raised: with many iterations a pixel, a tick alone would say too much. */
export function raisedBars(
  raised: Columns,
  all: Columns,
  domain: Domain,
  width: number,
): readonly RaisedBar[] {
  const marked = countByPixel(raised, domain, width);
  const total = countByPixel(all, domain, width);
  return [...marked].map(([pixel, count]) => ({
    pixel,
    share: Math.min(1, count / Math.max(1, total.get(pixel) ?? 1)),
  }));
}

function countByPixel(
  { xs, length }: Columns,
  [left, right]: Domain,
  width: number,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    const pixel = Math.round((((xs[i] as number) - left) / (right - left)) * width);
    counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  }
  return counts;
}
