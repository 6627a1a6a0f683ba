import { addCompensated, compensatedValue, SUM_BLOCK } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** |x + d| − |x| without forming the two moduli where x and x + d lie on one side of zero. */
function change(x: number, d: number): number {
  const moved = x + d;
  if (x >= 0 && moved >= 0) return d;
  if (x <= 0 && moved <= 0) return -d;
  return Math.abs(moved) - Math.abs(x);
}

/**
 * Σ (|x + d| − |x|) over two matrices of one shape, summed as differences: the error is relative
 * to Σ|d|, not to Σ|x|, so that the sign is right for small steps too.
 */
export function absoluteSumChange(x: StridedMatrix, d: StridedMatrix): number {
  const total = { sum: 0, lost: 0 };
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < x.columns; column += SUM_BLOCK) {
      const end = Math.min(column + SUM_BLOCK, x.columns);
      let block = 0;
      for (let c = column; c < end; c += 1) {
        block += change(x.values[row * x.stride + c], d.values[row * d.stride + c]);
      }
      addCompensated(total, block);
    }
  }
  return compensatedValue(total);
}
