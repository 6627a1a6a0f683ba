import { LEAKY_SLOPE } from '../model/activation.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * z ← argmin ½(z − p)² + ½(a − h(z))² element by element, h ReLU or leaky ReLU; one shape. Where z ≤ 0, h(z) = c·z with
 * c = 0 or 0.01 and the minimum is at min(0, (p + c·a)/(1 + c²)); where z ≥ 0 it is at max(0, (p + a)/2). The better
 * of the two is the global one, on a tie the left: dlADMM's z-step (Wang et al. 2019).
 */
export function minimiseActivationPenalty(
  z: StridedMatrix,
  p: StridedMatrix,
  a: StridedMatrix,
  h: 'relu' | 'leaky-relu',
): void {
  const slope = h === 'relu' ? 0 : LEAKY_SLOPE;
  for (let row = 0; row < z.rows; row += 1) {
    for (let column = 0; column < z.columns; column += 1) {
      const centre = p.values[row * p.stride + column];
      const target = a.values[row * a.stride + column];
      const left = Math.min(0, (centre + slope * target) / (1 + slope * slope));
      const right = Math.max(0, (centre + target) / 2);
      const leftValue = (left - centre) ** 2 + (target - slope * left) ** 2;
      const rightValue = (right - centre) ** 2 + (target - right) ** 2;
      z.values[row * z.stride + column] = rightValue < leftValue ? right : left;
    }
  }
}
