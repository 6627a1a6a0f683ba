import { quantile } from '../../sweep/statistics.ts';
import type { SeriesBand } from './chartSpec.ts';
import type { Columns } from './decimate.ts';

/** With fewer curves a quarter of them is no curve. */
const LEAST_FOR_QUARTILES = 4;

/** The median of several curves and how far they lie apart. */
export interface SeedBand {
  readonly columns: Columns;
  readonly band: SeriesBand;
}

interface Edges {
  readonly low: number[];
  readonly high: number[];
}

interface GrowingBand {
  readonly xs: number[];
  readonly median: number[];
  readonly range: Edges;
  readonly quartiles: Edges | null;
  /** How many entries of each curve have been read. */
  readonly read: number[];
}

/** By the values of the first curve: the same curves in the same order give the same band. */
const bands = new WeakMap<readonly number[], { of: readonly Columns['ys'][]; band: GrowingBand }>();

/**
 * Median, range and, from four curves on, the middle half, at every place where one of the curves has a value. There a
 * curve counts with its newest value at or before the place, never with one between two, and only from the first place
 * that all curves have reached to the last: beyond a curve's end the others alone would make a jump that none of them
 * has. A value that is not finite makes the median of its place so. The curves only grow, and so does their band.
 */
export function seedBand(curves: readonly Columns[]): SeedBand {
  const growing = growingBand(curves);
  extend(growing, curves);
  const { xs, median, range, quartiles } = growing;
  return {
    columns: { xs, ys: median, length: xs.length },
    band: { words: bandWords(growing), ...range, quartiles },
  };
}

function growingBand(curves: readonly Columns[]): GrowingBand {
  const of = curves.map(({ ys }) => ys);
  const [anchor] = of;
  const known = anchor && bands.get(anchor);
  if (known && known.of.length === of.length && known.of.every((ys, i) => ys === of[i]))
    return known.band;
  const band: GrowingBand = {
    xs: [],
    median: [],
    range: { low: [], high: [] },
    quartiles: curves.length >= LEAST_FOR_QUARTILES ? { low: [], high: [] } : null,
    read: curves.map(() => 0),
  };
  if (anchor) bands.set(anchor, { of, band });
  return band;
}

/** Reads on to the last place that every curve has reached. */
function extend(band: GrowingBand, curves: readonly Columns[]): void {
  if (curves.some(({ length }) => length === 0)) return;
  const start = Math.max(...curves.map(({ xs }) => xs[0] as number));
  const end = Math.min(...curves.map(({ xs, length }) => xs[length - 1] as number));
  for (;;) {
    const x = nextPlace(band.read, curves);
    if (x > end) return;
    const values = curves.map((curve, i) => {
      let read = band.read[i] as number;
      while (read < curve.length && (curve.xs[read] as number) <= x) read++;
      band.read[i] = read;
      return curve.ys[read - 1];
    });
    if (x >= start) append(band, x, values as readonly number[]);
  }
}

function nextPlace(read: readonly number[], curves: readonly Columns[]): number {
  let next = Number.POSITIVE_INFINITY;
  curves.forEach(({ xs, length }, i) => {
    const at = read[i] as number;
    if (at < length) next = Math.min(next, xs[at] as number);
  });
  return next;
}

function append(band: GrowingBand, x: number, values: readonly number[]): void {
  const finite = values.every(Number.isFinite);
  const at = (p: number) => (finite ? quantile(values, p) : Number.NaN);
  band.xs.push(x);
  band.median.push(at(0.5));
  band.range.low.push(finite ? Math.min(...values) : Number.NaN);
  band.range.high.push(finite ? Math.max(...values) : Number.NaN);
  band.quartiles?.low.push(at(0.25));
  band.quartiles?.high.push(at(0.75));
}

function bandWords({ read, quartiles }: GrowingBand): string {
  return `median of ${read.length} seeds, ${quartiles ? 'range and quartiles' : 'range'}`;
}
