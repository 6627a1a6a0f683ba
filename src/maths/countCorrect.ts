import type { StridedMatrix } from './stridedMatrix.ts';

/** Position of the first largest element of a row, or −1 where the row has a NaN. */
function argmax({ values, columns, stride }: StridedMatrix, row: number): number {
  let best = 0;
  for (let column = 0; column < columns; column += 1) {
    const value = values[row * stride + column];
    if (Number.isNaN(value)) return -1;
    if (value > values[row * stride + best]) best = column;
  }
  return best;
}

/**
 * How many rows have their largest value of z where y has its own; of equal values the first
 * counts, and a row of z with a NaN is wrong. z, y `samples × classes`.
 */
export function countCorrect(z: StridedMatrix, y: StridedMatrix): number {
  let correct = 0;
  for (let row = 0; row < z.rows; row += 1) {
    if (argmax(z, row) === argmax(y, row)) correct += 1;
  }
  return correct;
}
