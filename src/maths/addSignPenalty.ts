import type { StridedMatrix } from './stridedMatrix.ts';

/** out = g + λ·sign(w), sign(0) = 0: a subgradient of φ + λ‖·‖₁ at w; one shape. */
export function addSignPenalty(
  out: StridedMatrix,
  g: StridedMatrix,
  w: StridedMatrix,
  lambda: number,
): void {
  for (let row = 0; row < out.rows; row += 1) {
    for (let column = 0; column < out.columns; column += 1) {
      out.values[row * out.stride + column] =
        g.values[row * g.stride + column] + lambda * Math.sign(w.values[row * w.stride + column]);
    }
  }
}
