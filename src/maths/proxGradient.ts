import { softmax } from './softmax.ts';

/** One sample of mDLAM Eq. (5): rows of v and y from startV and startY on. */
export interface ProxSample {
  readonly v: Float64Array;
  readonly startV: number;
  readonly y: Float64Array;
  readonly startY: number;
  readonly rho: number;
}

/**
 * gradient = p − y + ρ·d with p = softmax(v + d): the gradient of −log softmax(z)·y + (ρ/2)‖z − v‖²
 * at z = v + d, for one-hot y. Fills p too; returns ‖gradient‖∞, NaN where an element is.
 */
export function proxGradient(
  gradient: Float64Array,
  p: Float64Array,
  sample: ProxSample,
  d: Float64Array,
): number {
  softmax(p, sample.v, sample.startV, d);
  let norm = 0;
  for (let i = 0; i < d.length; i += 1) {
    gradient[i] = p[i] - sample.y[sample.startY + i] + sample.rho * d[i];
    norm = Math.max(norm, Math.abs(gradient[i]));
  }
  return norm;
}
