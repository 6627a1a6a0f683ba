import { type Activation, activationRange, RIM_MARGIN } from '../model/activation.ts';
import { activationInverse } from './activationInverse.ts';

/** The two ends of {z : |h(z) − a| ≤ ε} as functions of a and ε ≥ 0; lower ≤ upper. */
export interface ActivationBand {
  lower(a: number, epsilon: number): number;
  upper(a: number, epsilon: number): number;
  /** h⁻¹(a − ε) without the margin δ: −∞ at and below inf h, +∞ at and above sup h. */
  exactLower(a: number, epsilon: number): number;
  /** h⁻¹(a + ε) without the margin δ, likewise. */
  exactUpper(a: number, epsilon: number): number;
}

function reluLower(a: number, epsilon: number): number {
  const end = a - epsilon;
  return end > 0 ? end : Number.NEGATIVE_INFINITY;
}

function reluUpper(a: number, epsilon: number): number {
  return Math.max(a + epsilon, 0);
}

/** ReLU's range has no rim inside the real numbers, so that there is no margin. */
const RELU_BAND: ActivationBand = {
  lower: reluLower,
  upper: reluUpper,
  exactLower: reluLower,
  exactUpper: reluUpper,
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
  const exact = (end: number): number => {
    if (end <= infimum) return Number.NEGATIVE_INFINITY;
    return end >= supremum ? Number.POSITIVE_INFINITY : inverse(end);
  };
  return {
    exactLower: (a, epsilon) => exact(a - epsilon),
    exactUpper: (a, epsilon) => exact(a + epsilon),
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
