import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * mDLAM Eq. (3) with Ω = λ‖·‖₁: with w̄ = w + e, step = prox(w̄ − g/θ) − w̄, where
 * prox(t) = sign(t)·max(|t| − λ/θ, 0); all matrices of one shape, θ > 0, λ ≥ 0.
 * Where prox is not zero the step is −(g ± λ)/θ, formed without w̄ so that nothing cancels;
 * elsewhere it is −w̄, so that (w + e) + step is exactly 0.
 */
export function softThresholdStep(
  step: StridedMatrix,
  w: StridedMatrix,
  e: StridedMatrix,
  g: StridedMatrix,
  theta: number,
  lambda: number,
): void {
  const threshold = lambda / theta;
  for (let row = 0; row < step.rows; row += 1) {
    for (let column = 0; column < step.columns; column += 1) {
      const point = w.values[row * w.stride + column] + e.values[row * e.stride + column];
      const gradient = g.values[row * g.stride + column];
      const target = point - gradient / theta;
      let change = -point;
      if (target > threshold) change = -(gradient + lambda) / theta;
      else if (target < -threshold) change = -(gradient - lambda) / theta;
      else if (Number.isNaN(target)) change = target;
      step.values[row * step.stride + column] = change;
    }
  }
}
