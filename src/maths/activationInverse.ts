import { type Activation, LEAKY_SLOPE } from '../model/activation.ts';

/** Held at the largest number, so that no finite value is taken to −∞. */
function leakyReluInverse(value: number): number {
  return value < 0 ? Math.max(value / LEAKY_SLOPE, -Number.MAX_VALUE) : value;
}

/** log(a/(1 − a)), with the two logarithms apart so that a near 0 or 1 loses nothing. */
function logit(value: number): number {
  return Math.log(value) - Math.log1p(-value);
}

/**
 * h⁻¹ for the strictly increasing activations (ReLU has no inverse). At the rim of the range the
 * value is ∓∞; outside the closed range it is NaN.
 */
export function activationInverse(h: Exclude<Activation, 'relu'>): (value: number) => number {
  switch (h) {
    case 'leaky-relu':
      return leakyReluInverse;
    case 'sigmoid':
      return logit;
    case 'tanh':
      return Math.atanh;
  }
}
