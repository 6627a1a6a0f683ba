/** A running sum and the rounding it has lost so far (Neumaier 1974). */
export interface CompensatedSum {
  sum: number;
  lost: number;
}

/**
 * Adds `term`, which leaves sum + lost exact up to about 2⁻¹⁰⁶·Σ|terms|. The reductions add plain
 * sums of at most {@link SUM_BLOCK} elements this way, so that their error does not grow with the
 * size of the matrix.
 */
export function addCompensated(total: CompensatedSum, term: number): void {
  const next = total.sum + term;
  total.lost +=
    Math.abs(total.sum) >= Math.abs(term) ? total.sum - next + term : term - next + total.sum;
  total.sum = next;
}

/** The sum with what was lost put back; an infinite or NaN sum stays what it is. */
export function compensatedValue(total: CompensatedSum): number {
  return Number.isFinite(total.sum) ? total.sum + total.lost : total.sum;
}

/** Elements summed plainly before the compensated addition. */
export const SUM_BLOCK = 32;
