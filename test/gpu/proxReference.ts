/** The gradient and the steps of Newton’s method for mDLAM Eq. (5) in float64, in another way than src/maths takes them. */

export interface Sample {
  readonly z: readonly number[];
  readonly v: readonly number[];
  readonly y: readonly number[];
}

function softmax(z: readonly number[]): number[] {
  const largest = Math.max(...z);
  const weights = z.map((value) => Math.exp(value - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** p − y + ρ(z − v). */
export function gradientOf({ z, v, y }: Sample, rho: number): number[] {
  const p = softmax(z);
  return z.map((value, j) => (p[j] ?? 0) - (y[j] ?? 0) + rho * (value - (v[j] ?? 0)));
}

/** Solves H d = −g with H = diag(p) − ppᵀ + ρI by Gauss–Jordan elimination. */
export function newtonDirection(sample: Sample, rho: number): number[] {
  const p = softmax(sample.z);
  const g = gradientOf(sample, rho);
  const rows = p.map((pi, i) => [
    ...p.map((pj, j) => (i === j ? pi + rho : 0) - pi * pj),
    -(g[i] as number),
  ]);
  for (const [pivot, row] of rows.entries()) {
    const scale = row[pivot] as number;
    row.forEach((value, j) => {
      row[j] = value / scale;
    });
    for (const other of rows) {
      if (other === row) continue;
      const factor = other[pivot] as number;
      other.forEach((value, j) => {
        other[j] = value - factor * (row[j] as number);
      });
    }
  }
  return rows.map((row) => row.at(-1) as number);
}

export const spreadOf = (direction: readonly number[]): number =>
  Math.max(...direction) - Math.min(...direction);

export const moved = (sample: Sample, direction: readonly number[], size: number): Sample => ({
  ...sample,
  z: sample.z.map((value, j) => value + size * (direction[j] ?? 0)),
});

export function slopeAt(
  sample: Sample,
  direction: readonly number[],
  rho: number,
  size: number,
): number {
  const gradient = gradientOf(moved(sample, direction, size), rho);
  return gradient.reduce((sum, value, j) => sum + value * (direction[j] ?? 0), 0);
}

/** The step size, and how near to 0 the slopes came that it hangs on. */
export function stepSize(
  sample: Sample,
  direction: readonly number[],
  rho: number,
  spread: number,
): { size: number; nearest: number } {
  let nearest = Number.POSITIVE_INFINITY;
  const descends = (size: number): boolean => {
    const slope = slopeAt(sample, direction, rho, size);
    nearest = Math.min(nearest, Math.abs(slope));
    return slope <= 0;
  };
  if (spread <= 1 || descends(1)) return { size: 1, nearest };
  let [low, high] = [Math.log1p(spread) / spread, 1];
  for (let search = 0; search < 6 && high > 1.25 * low; search++) {
    const middle = Math.sqrt(low * high);
    if (descends(middle)) low = middle;
    else high = middle;
  }
  return { size: low, nearest };
}
