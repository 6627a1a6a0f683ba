import { permuted } from './sampleOrder.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * Row i of out = row π(start + i) of source, π being the order of the source's rows that `key` chooses, see
 * {@link permuted}; as many columns in both.
 * @throws RangeError where start + out.rows exceeds source.rows.
 */
export function gatherRows(
  out: StridedMatrix,
  source: StridedMatrix,
  order: { readonly key: number; readonly start: number },
): void {
  for (let row = 0; row < out.rows; row += 1) {
    const from = permuted(order.start + row, source.rows, order.key) * source.stride;
    out.values.set(source.values.subarray(from, from + out.columns), row * out.stride);
  }
}
