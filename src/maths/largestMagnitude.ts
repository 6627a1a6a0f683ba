import type { StridedMatrix } from './stridedMatrix.ts';

/** max |x| over all elements, NaN where there is one. */
export function largestMagnitude(x: StridedMatrix): number {
  let largest = 0;
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < x.columns; column += 1) {
      largest = Math.max(largest, Math.abs(x.values[row * x.stride + column]));
    }
  }
  return largest;
}
