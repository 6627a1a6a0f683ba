import { type Activation, activationRange } from '../model/activation.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * a ← clamp(a, inf h − ε, sup h + ε) in place, so that no band {z : |h(z) − a| ≤ ε} is empty
 * (SPEC.md, "ε and ρ schedules").
 */
export function clampToRange(a: StridedMatrix, epsilon: number, h: Activation): void {
  const [infimum, supremum] = activationRange(h);
  for (let row = 0; row < a.rows; row += 1) {
    for (let column = 0; column < a.columns; column += 1) {
      const index = row * a.stride + column;
      a.values[index] = Math.min(Math.max(a.values[index], infimum - epsilon), supremum + epsilon);
    }
  }
}
