import type { Activation } from '../model/activation.ts';
import { activationBand } from './activationBand.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** z = clamp(p, B1, B2) with [B1, B2] = {z : |h(z) − a| ≤ ε}, mDLAM Eq. (4); one shape, ε ≥ 0. */
export function clampToActivationBand(
  z: StridedMatrix,
  p: StridedMatrix,
  a: StridedMatrix,
  epsilon: number,
  h: Activation,
): void {
  const band = activationBand(h);
  for (let row = 0; row < z.rows; row += 1) {
    for (let column = 0; column < z.columns; column += 1) {
      const target = a.values[row * a.stride + column];
      const free = p.values[row * p.stride + column];
      z.values[row * z.stride + column] = Math.min(
        Math.max(free, band.lower(target, epsilon)),
        band.upper(target, epsilon),
      );
    }
  }
}
