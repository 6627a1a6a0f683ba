import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * out = Σ coefficient·matrix, summed from left to right per element; one or more terms, all of the
 * shape of `out`, which may be one of them.
 */
export function combine(
  out: StridedMatrix,
  terms: readonly (readonly [coefficient: number, matrix: StridedMatrix])[],
): void {
  const sum = new Float64Array(out.columns);
  for (let row = 0; row < out.rows; row += 1) {
    sum.fill(0);
    for (const [coefficient, { values, stride }] of terms) {
      const base = row * stride;
      for (let column = 0; column < sum.length; column += 1) {
        sum[column] += coefficient * values[base + column];
      }
    }
    out.values.set(sum, row * out.stride);
  }
}
