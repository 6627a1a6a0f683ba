import type { Activation } from '../model/activation.ts';
import { activationSlope } from './activationSlope.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** g ← g∘h′(z) in place: the gradient in a = h(z) becomes the one in z; one shape. */
export function backpropagateActivation(g: StridedMatrix, z: StridedMatrix, h: Activation): void {
  const slope = activationSlope(h);
  for (let row = 0; row < g.rows; row += 1) {
    for (let column = 0; column < g.columns; column += 1) {
      g.values[row * g.stride + column] *= slope(z.values[row * z.stride + column]);
    }
  }
}
