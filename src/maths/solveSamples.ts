import type { ProxSample } from './proxGradient.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * z = v + d for every sample of mDLAM Eq. (5), where `solve` leaves d in its second argument and
 * returns how many steps it took; z, v, y `samples × classes`. A sample whose v has a NaN or ∞
 * becomes NaN without being solved. Returns the largest number of steps.
 * @throws RangeError when ρ is not positive.
 */
export function solveSamples(
  z: StridedMatrix,
  v: StridedMatrix,
  y: StridedMatrix,
  rho: number,
  solve: (sample: ProxSample, d: Float64Array) => number,
): number {
  if (rho <= 0) throw new RangeError(`proxCrossEntropy: rho must be positive, not ${rho}`);
  const d = new Float64Array(z.columns);
  let most = 0;
  for (let row = 0; row < z.rows; row += 1) {
    const startV = row * v.stride;
    const startY = row * y.stride;
    const centre = v.values.subarray(startV, startV + z.columns);
    if (centre.every(Number.isFinite)) {
      d.fill(0);
      const sample = { v: v.values, startV, y: y.values, startY, rho };
      most = Math.max(most, solve(sample, d));
    } else d.fill(Number.NaN);
    for (let i = 0; i < d.length; i += 1) z.values[row * z.stride + i] = centre[i] + d[i];
  }
  return most;
}
