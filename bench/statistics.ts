import type { Timing } from './results.ts';

/** The q-quantile, 0 ≤ q ≤ 1, linear between neighbours (as numpy.quantile has it). */
function quantile(ascending: readonly number[], q: number): number {
  const position = q * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below] as number;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] as number;
  return low + (position - below) * (high - low);
}

/** @throws RangeError for no values. */
export function median(values: readonly number[]): number {
  return timingOf(values).median;
}

/** Samples with their median and quartiles. @throws RangeError for no samples. */
export function timingOf(samples: readonly number[]): Timing {
  if (samples.length === 0) throw new RangeError('There are no samples.');
  const ascending = [...samples].sort((a, b) => a - b);
  return {
    samples: [...samples],
    lowerQuartile: quantile(ascending, 0.25),
    median: quantile(ascending, 0.5),
    upperQuartile: quantile(ascending, 0.75),
  };
}

export interface Line {
  readonly intercept: number;
  readonly slope: number;
  /** The largest |y − line(x)| / line(x). */
  readonly largestDeviation: number;
}

/** The line with the least sum of squared relative errors through points with positive y, at least two. */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): Line {
  let [ww, wx, wxx, wy, wxy] = [0, 0, 0, 0, 0];
  for (const [x, y] of points) {
    const weight = 1 / (y * y);
    ww += weight;
    wx += weight * x;
    wxx += weight * x * x;
    wy += weight * y;
    wxy += weight * x * y;
  }
  const slope = (ww * wxy - wx * wy) / (ww * wxx - wx * wx);
  const intercept = (wy - slope * wx) / ww;
  const deviations = points.map(([x, y]) => {
    const expected = intercept + slope * x;
    return Math.abs(y - expected) / expected;
  });
  return { intercept, slope, largestDeviation: Math.max(...deviations) };
}
