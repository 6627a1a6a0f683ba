import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * point = x + ω(x − previous), then previous ← x, element by element: Nesterov's extrapolation (mDLAM, Algorithm 1,
 * lines 6 and 12); all matrices of one shape. The difference is taken first: where x has not moved, the point is x to
 * the last bit.
 */
export function extrapolate(
  point: StridedMatrix,
  previous: StridedMatrix,
  x: StridedMatrix,
  omega: number,
): void {
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < x.columns; column += 1) {
      const here = x.values[row * x.stride + column];
      const before = row * previous.stride + column;
      point.values[row * point.stride + column] = here + omega * (here - previous.values[before]);
      previous.values[before] = here;
    }
  }
}
