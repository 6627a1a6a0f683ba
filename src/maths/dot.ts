import { addCompensated, compensatedValue, SUM_BLOCK } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** Σ x∘y over two matrices of one shape; error ≤ about 33·2⁻⁵³·Σ|x∘y| at any size. */
export function dot(x: StridedMatrix, y: StridedMatrix): number {
  const total = { sum: 0, lost: 0 };
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < x.columns; column += SUM_BLOCK) {
      const end = Math.min(column + SUM_BLOCK, x.columns);
      let block = 0;
      for (let c = column; c < end; c += 1) {
        block += x.values[row * x.stride + c] * y.values[row * y.stride + c];
      }
      addCompensated(total, block);
    }
  }
  return compensatedValue(total);
}
