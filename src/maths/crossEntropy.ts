import { addCompensated, compensatedValue } from './compensatedSum.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/**
 * Σ_i −log softmax(z_i)·y_i over the samples (a sum, no mean); z, y `samples × classes`, y one-hot.
 * With m the largest z of a sample, −log softmax(z)_c = (m − z_c) + log(1 + Σ e^{z_j − m}) over the
 * j other than the largest: no overflow, and no loss when the prediction is nearly certain.
 */
export function crossEntropy(z: StridedMatrix, y: StridedMatrix): number {
  const total = { sum: 0, lost: 0 };
  for (let row = 0; row < z.rows; row += 1) {
    const base = row * z.stride;
    let best = base;
    for (let c = 1; c < z.columns; c += 1) {
      if (z.values[base + c] > z.values[best]) best = base + c;
    }
    let others = 0;
    for (let c = base; c < base + z.columns; c += 1) {
      if (c !== best) others += Math.exp(z.values[c] - z.values[best]);
    }
    const logSum = Math.log1p(others);
    for (let c = 0; c < z.columns; c += 1) {
      const weight = y.values[row * y.stride + c];
      if (weight !== 0) {
        addCompensated(total, weight * (z.values[best] - z.values[base + c] + logSum));
      }
    }
  }
  return compensatedValue(total);
}
