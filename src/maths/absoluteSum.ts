import { addCompensated, compensatedValue, SUM_BLOCK } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** Σ |x|, the ℓ1 norm of all elements; relative error ≤ about 33·2⁻⁵³ at any size. */
export function absoluteSum(x: StridedMatrix): number {
  const total = { sum: 0, lost: 0 };
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < x.columns; column += SUM_BLOCK) {
      const end = Math.min(column + SUM_BLOCK, x.columns);
      let block = 0;
      for (let c = column; c < end; c += 1) block += Math.abs(x.values[row * x.stride + c]);
      addCompensated(total, block);
    }
  }
  return compensatedValue(total);
}
