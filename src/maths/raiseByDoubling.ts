/**
 * The smallest start·2^j ≥ bound with integer j ≥ 0, exact; +∞ where the range of float64 ends
 * below the bound. NaN in either argument gives NaN.
 * @throws RangeError when start is not positive.
 */
export function raiseByDoubling(start: number, bound: number): number {
  if (start <= 0) throw new RangeError(`raiseByDoubling: start must be positive, not ${start}`);
  if (Number.isNaN(start) || Number.isNaN(bound)) return Number.NaN;
  let raised = start;
  while (raised < bound) raised *= 2;
  return raised;
}
