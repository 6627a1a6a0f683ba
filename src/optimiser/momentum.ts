/** Nesterov's coefficient and the s that follows it: s⁺ = (1 + √(1 + 4s²))/2, ω = (s − 1)/s⁺ (mDLAM, Algorithm 1, lines 3–4). */
export function nesterov(s: number): { readonly omega: number; readonly next: number } {
  const next = (1 + Math.sqrt(1 + 4 * s * s)) / 2;
  return { omega: (s - 1) / next, next };
}

/**
 * FISTA's β_2 … β_m for m steps from a standing start: t_1 = 1, t_j = (1 + √(1 + 4t²_{j-1}))/2,
 * β_j = (t_{j-1} − 1)/t_j (Beck & Teboulle 2009 §4). β_2 is 0.
 */
export function fistaCoefficients(steps: number): number[] {
  const coefficients: number[] = [];
  let s = 1;
  for (let j = 2; j <= steps; j++) {
    const { omega, next } = nesterov(s);
    coefficients.push(omega);
    s = next;
  }
  return coefficients;
}
