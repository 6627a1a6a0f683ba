import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * s ← ρs + (1 − ρ)g∘g; d = g·√(u + ε)/√(s + ε); u ← ρu + (1 − ρ)d∘d; w ← w − η·d in place, with the new s and the old u
 * in d; one shape. AdaDelta (Zeiler 2012, Algorithm 1) with PyTorch's factor η.
 */
export function adadeltaStep(
  state: { readonly w: StridedMatrix; readonly s: StridedMatrix; readonly u: StridedMatrix },
  g: StridedMatrix,
  { rho, rate, epsilon }: { readonly rho: number; readonly rate: number; readonly epsilon: number },
): void {
  const { w, s, u } = state;
  for (let row = 0; row < w.rows; row += 1) {
    for (let column = 0; column < w.columns; column += 1) {
      const gradient = g.values[row * g.stride + column];
      const [squaresAt, stepsAt] = [row * s.stride + column, row * u.stride + column];
      const squares = rho * s.values[squaresAt] + (1 - rho) * gradient * gradient;
      const steps = u.values[stepsAt];
      const change = (gradient * Math.sqrt(steps + epsilon)) / Math.sqrt(squares + epsilon);
      s.values[squaresAt] = squares;
      u.values[stepsAt] = rho * steps + (1 - rho) * change * change;
      w.values[row * w.stride + column] -= rate * change;
    }
  }
}
