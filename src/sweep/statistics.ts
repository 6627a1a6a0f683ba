/**
 * The p-quantile, 0 ≤ p ≤ 1, by linear interpolation between order statistics: x₍⌊h⌋₎ + (h − ⌊h⌋)(x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎)
 * with h = (n − 1)p and indices from 0 (Hyndman & Fan 1996, type 7; NumPy's and R's default). Infinite values are
 * ordered like others; NaN for no values, and where it would lie between a finite and an infinite one.
 */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below];
  if (low === undefined) return Number.NaN;
  const share = position - below;
  // No step towards the next value: it may be infinite, and 0·∞ is no number.
  if (share === 0) return low;
  return low + share * ((sorted[below + 1] as number) - low);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
