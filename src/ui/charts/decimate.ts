import { type Domain, type Scale, toDisplay } from './scale.ts';

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
 * The points that draw a curve on so many pixel columns: of each column the smallest and the
 * largest value after the axis transform, in the order in which they came, so that every extreme
 * is seen; the first and the last point always. Values without a place break the line.
 */
export function decimate(
  columns: Columns,
  scale: Scale,
  [left, right]: Domain,
  pixels: number,
): readonly PlotPoint[] {
  const { xs, ys, length } = columns;
  const bucketWidth = length > 2 * pixels ? (right - left) / Math.max(1, pixels) : 0;
  const points: PlotPoint[] = [];
  const bucket = new Bucket(points);
  for (let i = 0; i < length; i++) {
    const x = xs[i] as number;
    const y = toDisplay(ys[i] as number, scale);
    if (Number.isNaN(y)) {
      bucket.flush();
      if (points.length > 0 && points.at(-1)?.y !== null) points.push({ x, y: null });
      continue;
    }
    const column = bucketWidth > 0 ? Math.floor((x - left) / bucketWidth) : i;
    if (column !== bucket.column || i === 1 || i === length - 1) bucket.flush();
    bucket.add(column, x, y);
  }
  bucket.flush();
  return points;
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
export function indexAtOrBefore({ xs, length }: Columns, x: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
