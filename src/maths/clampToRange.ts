import { type Activation, activationRange } from '../model/activation.ts';
import { addCompensated, compensatedValue } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * a ← clamp(a, inf h − ε, sup h + ε) in place, so that no band {z : |h(z) − a| ≤ ε} is empty
 * (SPEC.md, "ε and ρ schedules"). Returns Σ |change|.
 */
export function clampToRange(a: StridedMatrix, epsilon: number, h: Activation): number {
  const [infimum, supremum] = activationRange(h);
  const moved = { sum: 0, lost: 0 };
  for (let row = 0; row < a.rows; row += 1) {
    for (let column = 0; column < a.columns; column += 1) {
      const index = row * a.stride + column;
      const before = a.values[index];
      const after = Math.min(Math.max(before, infimum - epsilon), supremum + epsilon);
      if (after !== before) {
        a.values[index] = after;
        addCompensated(moved, Math.abs(after - before));
      }
    }
  }
  return compensatedValue(moved);
}
