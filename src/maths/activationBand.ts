import { type Activation, activationRange, RIM_MARGIN } from '../model/activation.ts';
import { activationInverse } from './activationInverse.ts';

/** The two ends of {z : |h(z) − a| ≤ ε} as functions of a and ε ≥ 0; lower ≤ upper. */
export interface ActivationBand {
  lower(a: number, epsilon: number): number;
  upper(a: number, epsilon: number): number;
}

const RELU_BAND: ActivationBand = {
  lower(a, epsilon) {
    const end = a - epsilon;
    return end > 0 ? end : Number.NEGATIVE_INFINITY;
  },
  upper(a, epsilon) {
    return Math.max(a + epsilon, 0);
  },
};

/**
 * [B1, B2] of mDLAM Eq. (4) for finite a. ReLU: B2 = max(a + ε, 0), B1 = a − ε where that is
 * positive, else −∞. Otherwise B1 = h⁻¹(min(a − ε, sup h − δ)), −∞ where a − ε ≤ inf h, and
 * B2 = h⁻¹(max(a + ε, inf h + δ)), +∞ where a + ε ≥ sup h: the margin δ = 1e-4 keeps an a at or
 * beyond the rim of a bounded range from pushing z to infinity, at the price of a band that is
 * wider than ε there by at most δ inside the range.
 */
export function activationBand(h: Activation): ActivationBand {
  if (h === 'relu') return RELU_BAND;
  const inverse = activationInverse(h);
  const [infimum, supremum] = activationRange(h);
  return {
    lower(a, epsilon) {
      const end = a - epsilon;
      if (end <= infimum) return Number.NEGATIVE_INFINITY;
      return inverse(Math.min(end, supremum - RIM_MARGIN));
    },
    upper(a, epsilon) {
      const end = a + epsilon;
      if (end >= supremum) return Number.POSITIVE_INFINITY;
      return inverse(Math.max(end, infimum + RIM_MARGIN));
    },
  };
}
