import type { Activation } from '../model/activation.ts';
import { activation } from './activation.ts';
import { addCompensated, compensatedValue } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** ‖a − h(z)‖² and max |a − h(z)|, NaN where an element is; one shape. */
export function activationGap(
  a: StridedMatrix,
  z: StridedMatrix,
  h: Activation,
): { readonly squared: number; readonly largest: number } {
  const value = activation(h);
  const total = { sum: 0, lost: 0 };
  let largest = 0;
  for (let row = 0; row < a.rows; row += 1) {
    for (let column = 0; column < a.columns; column += 1) {
      const gap = a.values[row * a.stride + column] - value(z.values[row * z.stride + column]);
      addCompensated(total, gap * gap);
      largest = Math.max(largest, Math.abs(gap));
    }
  }
  return { squared: compensatedValue(total), largest };
}
