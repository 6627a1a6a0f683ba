import type { CurvePoints } from './cellResult.ts';
import { median, quantile } from './statistics.ts';

/** The middle half of several curves, place by place; all columns are equally long. */
export interface CurveBand {
  readonly iterations: readonly number[];
  readonly low: readonly number[];
  readonly median: readonly number[];
  readonly high: readonly number[];
}

/**
 * Median and 25% and 75% quantiles over the curves of one cell. The places are those of the longest curve; a curve
 * that ended earlier, or was not measured there, does not count at that place.
 */
export function curveBand(curves: readonly CurvePoints[]): CurveBand {
  const end = ({ iterations }: CurvePoints) => iterations.at(-1) ?? -1;
  const [longest] = curves.toSorted((a, b) => end(b) - end(a));
  const iterations = longest?.iterations ?? [];
  const lookUps = curves.map(
    (curve) => new Map(curve.iterations.map((place, index) => [place, curve.values[index]])),
  );
  const columns = iterations.map((place) =>
    lookUps.flatMap((values) => {
      const value = values.get(place);
      return value === undefined ? [] : [value];
    }),
  );
  return {
    iterations,
    low: columns.map((values) => quantile(values, 0.25)),
    median: columns.map(median),
    high: columns.map((values) => quantile(values, 0.75)),
  };
}
