import type { Activation } from '../model/activation.ts';
import { activation } from './activation.ts';
import { type ActivationBand, activationBand } from './activationBand.ts';
import { addCompensated, compensatedValue } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** How far beyond ε rounding may have carried a z that was feasible, relative to ε + |a|. */
const FEASIBILITY_SLACK = 8 * 2 ** -53;

/** [B1, B2] for one element; see {@link clampToActivationBand}. */
function interval(
  band: ActivationBand,
  a: number,
  epsilon: number,
  z: number,
  distance: number,
): readonly [number, number] {
  if (!(distance <= epsilon + FEASIBILITY_SLACK * (epsilon + Math.abs(a))))
    return [band.lower(a, epsilon), band.upper(a, epsilon)];
  return [Math.min(z, band.exactLower(a, epsilon)), Math.max(z, band.exactUpper(a, epsilon))];
}

/**
 * z ← clamp(p, B1, B2) with [B1, B2] = {z : |h(z) − a| ≤ ε}, mDLAM Eq. (4); one shape, ε ≥ 0. Where the z
 * that is there satisfies the constraint, it stays in the interval and the ends have no margin δ: the step is
 * then a projection on a set that holds the old point, and cannot raise φ (docs/algorithm.md, "The z_l block").
 * Returns ‖change of z‖².
 */
export function clampToActivationBand(
  z: StridedMatrix,
  p: StridedMatrix,
  a: StridedMatrix,
  epsilon: number,
  h: Activation,
): number {
  const moved = { sum: 0, lost: 0 };
  const band = activationBand(h);
  const value = activation(h);
  for (let row = 0; row < z.rows; row += 1) {
    for (let column = 0; column < z.columns; column += 1) {
      const target = a.values[row * a.stride + column];
      const free = p.values[row * p.stride + column];
      const old = z.values[row * z.stride + column];
      const distance = Math.abs(value(old) - target);
      const [lower, upper] = interval(band, target, epsilon, old, distance);
      const projected = Math.min(Math.max(free, lower), upper);
      z.values[row * z.stride + column] = projected;
      addCompensated(moved, (projected - old) ** 2);
    }
  }
  return compensatedValue(moved);
}
