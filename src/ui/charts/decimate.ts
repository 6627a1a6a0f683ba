import { type Scale, toDisplay, type XWindow } from './scale.ts';

/** A place on the chart in display space; y is null where the line is broken. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number | null;
}

/** The first `length` entries of columns that may still grow; x never falls. */
export interface Columns {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly length: number;
}

/**
 * The points that draw the shown part of a curve on so many pixel columns: of each column the smallest and the
 * largest value after the axis transform, in the order in which they came, so that every extreme is seen; the first
 * and the last point always, and beyond each edge of the window the next point, to which the line runs. Values
 * without a place break the line; points whose x has no place are left out.
 */
export function decimate(
  columns: Columns,
  scale: Scale,
  window: XWindow,
  pixels: number,
): readonly PlotPoint[] {
  const { xs, ys } = columns;
  const xScale = window.scale ?? 'linear';
  const [left, right] = window.domain;
  const [from, to] = shownIndices(columns, window);
  const bucketWidth = to - from > 2 * pixels ? (right - left) / Math.max(1, pixels) : 0;
  const points: PlotPoint[] = [];
  const bucket = new Bucket(points);
  for (let i = from; i < to; i++) {
    const x = toDisplay(xs[i] as number, xScale);
    const y = toDisplay(ys[i] as number, scale);
    if (Number.isNaN(y)) {
      bucket.flush();
      if (points.length > 0 && points.at(-1)?.y !== null) points.push({ x, y: null });
      continue;
    }
    const column = bucketWidth > 0 ? Math.floor((x - left) / bucketWidth) : i;
    if (column !== bucket.column || i === from + 1 || i === to - 1) bucket.flush();
    bucket.add(column, x, y);
  }
  bucket.flush();
  return points;
}

/** From where to before where the points lie that the window shows, with the next one on either side. */
export function shownIndices(
  columns: Columns,
  { scale = 'linear', domain: [left, right] }: XWindow,
): readonly [from: number, to: number] {
  const { length } = columns;
  const log = scale === 'log';
  const atLeft = log ? 10 ** left : left;
  const atRight = log ? 10 ** right : right;
  // Nothing at or before 0 has a place on a logarithmic axis.
  const first = log ? indexAtOrBefore(columns, 0) + 1 : 0;
  const from = Math.max(first, indexBefore(columns, atLeft));
  return [from, Math.min(length, indexAtOrBefore(columns, atRight) + 2)];
}

/** The extremes of one pixel column. */
class Bucket {
  column = Number.NaN;
  private readonly out: PlotPoint[];
  private low: PlotPoint | null = null;
  private high: PlotPoint | null = null;
  private highIsLater = false;

  constructor(out: PlotPoint[]) {
    this.out = out;
  }

  add(column: number, x: number, y: number): void {
    this.column = column;
    if (this.low === null || this.high === null) {
      this.low = { x, y };
      this.high = this.low;
    } else if (y < (this.low.y as number)) {
      this.low = { x, y };
      this.highIsLater = false;
    } else if (y > (this.high.y as number)) {
      this.high = { x, y };
      this.highIsLater = true;
    }
  }

  flush(): void {
    const { low, high } = this;
    if (low === null || high === null) return;
    if (low === high) this.out.push(low);
    else if (this.highIsLater) this.out.push(low, high);
    else this.out.push(high, low);
    this.low = null;
    this.high = null;
    this.column = Number.NaN;
  }
}

/** The position of the last x that does not exceed the given one; −1 when there is none. */
export function indexAtOrBefore(columns: Columns, x: number): number {
  return partition(columns, (one) => one <= x) - 1;
}

/** The position of the last x below the given one; −1 when there is none. */
function indexBefore(columns: Columns, x: number): number {
  return partition(columns, (one) => one < x) - 1;
}

/** How many of the first entries hold; those that do come before those that do not. */
function partition({ xs, length }: Columns, holds: (x: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(xs[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
