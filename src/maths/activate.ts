import type { Activation } from '../model/activation.ts';
import { activation } from './activation.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** out = h(z) element by element; one shape. */
export function activate(out: StridedMatrix, z: StridedMatrix, h: Activation): void {
  const value = activation(h);
  for (let row = 0; row < out.rows; row += 1) {
    for (let column = 0; column < out.columns; column += 1) {
      out.values[row * out.stride + column] = value(z.values[row * z.stride + column]);
    }
  }
}
