import type { Columns } from './decimate.ts';

export const SMOOTHINGS = ['none', 'light', 'medium', 'strong'] as const;
export type Smoothing = (typeof SMOOTHINGS)[number];

/** How much of the average so far each measured value leaves. */
export const SMOOTHING_WEIGHTS: Readonly<Record<Exclude<Smoothing, 'none'>, number>> = {
  light: 0.6,
  medium: 0.9,
  strong: 0.97,
};

interface GrowingAverage {
  readonly ys: number[];
  /** Σ w^(n−i) (1 − w) y_i over the finite values so far, and their number n. */
  sum: number;
  counted: number;
}

const averages = new WeakMap<readonly number[], Map<number, GrowingAverage>>();

/**
 * The exponential moving average, free of the bias towards 0 at the start, as TensorBoard has it:
 * s_n = w s_{n−1} + (1 − w) y_n with s_0 = 0, drawn is s_n / (1 − wⁿ). One step a measured value, whatever the axis
 * counts, so that the average neither depends on the axis nor changes when the run goes on. Values that are not finite
 * stay as they are and do not count. The columns only grow, and so does their average.
 */
export function smoothed({ xs, ys, length }: Columns, weight: number): Columns {
  let ofArray = averages.get(ys);
  if (!ofArray) {
    ofArray = new Map();
    averages.set(ys, ofArray);
  }
  let average = ofArray.get(weight);
  if (!average) {
    average = { ys: [], sum: 0, counted: 0 };
    ofArray.set(weight, average);
  }
  for (let i = average.ys.length; i < length; i++) {
    const y = ys[i] as number;
    if (!Number.isFinite(y)) {
      average.ys.push(y);
      continue;
    }
    average.sum = weight * average.sum + (1 - weight) * y;
    average.counted++;
    average.ys.push(average.sum / (1 - weight ** average.counted));
  }
  return { xs, ys: average.ys, length };
}
