import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * out_ij = ∂/∂z_ij Σ_i −log softmax(z_i)·y_i = (Σ_k y_ik)·p_ij − y_ij with p_i = softmax(z_i); all matrices
 * `samples × classes`. It is summed as (Σ_k y_ik − y_ij)·p_ij − y_ij·Σ_{k≠j} p_ik, so that the true class of a one-hot
 * row has −(1 − p) without cancellation, however certain the prediction. A NaN in z_i makes the whole row NaN.
 */
export function crossEntropyGradient(out: StridedMatrix, z: StridedMatrix, y: StridedMatrix): void {
  const p = new Float64Array(z.columns);
  for (let row = 0; row < z.rows; row += 1) {
    const scores = z.values.subarray(row * z.stride, row * z.stride + z.columns);
    const targets = y.values.subarray(row * y.stride, row * y.stride + y.columns);
    const largest = scores.reduce((most, score) => Math.max(most, score));
    let total = 0;
    for (let j = 0; j < p.length; j += 1) {
      p[j] = Math.exp(scores[j] - largest);
      total += p[j];
    }
    const weight = targets.reduce((sum, target) => sum + target, 0);
    for (let j = 0; j < p.length; j += 1) {
      let slope = (weight - targets[j]) * (p[j] / total);
      if (targets[j] !== 0) slope -= targets[j] * (sumOfOthers(p, j) / total);
      out.values[row * out.stride + j] = slope;
    }
  }
}

/** Σ_{k≠place} values_k. */
function sumOfOthers(values: Float64Array, place: number): number {
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) if (k !== place) sum += values[k];
  return sum;
}
