import { addCompensated, compensatedValue, SUM_BLOCK } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** Σ g∘(x − y) over three matrices of one shape; error ≤ about 36·2⁻⁵³·Σ |g∘(x − y)|, for the differences as float64 has them. */
export function dotDifference(g: StridedMatrix, x: StridedMatrix, y: StridedMatrix): number {
  const total = { sum: 0, lost: 0 };
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < x.columns; column += SUM_BLOCK) {
      const end = Math.min(column + SUM_BLOCK, x.columns);
      let block = 0;
      for (let c = column; c < end; c += 1) {
        const difference = x.values[row * x.stride + c] - y.values[row * y.stride + c];
        block += g.values[row * g.stride + c] * difference;
      }
      addCompensated(total, block);
    }
  }
  return compensatedValue(total);
}
