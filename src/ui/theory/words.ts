import type { NoLinearPhaseReason, RateFit } from '../../theory/rateFit.ts';
import { formatCount, formatNumber } from '../format.ts';
import type { LayerQuantity } from './theoryStore.ts';

/** One quantity of the layers, in words. */
interface QuantityWords {
  readonly name: string;
  readonly unit: string;
  readonly help: string;
}

export const QUANTITIES: Readonly<Record<LayerQuantity, QuantityWords>> = {
  distances: {
    name: 'distance from W⁰',
    unit: '‖W_l − W_l⁰‖ / ‖W_l⁰‖',
    help: 'How far each W_l has come from its start. Here one sees that a constant ε freezes hidden layers: a_l stays within ε of h(z_l), so φ_l = 0 (Problem 2) and only the regulariser moves W_l.',
  },
  'weight-steps': {
    name: '‖ΔW_l‖',
    unit: '‖W_lᵏ⁺¹ − W_lᵏ‖',
    help: 'How far each W_l moves in an iteration, by Eq. (3); it goes to 0 by Lemma 7. A hidden layer that a constant ε freezes hardly moves at all.',
  },
  'z-steps': {
    name: '‖Δz_l‖',
    unit: '‖z_lᵏ⁺¹ − z_lᵏ‖',
    help: 'How far each z_l moves in an iteration, by Eq. (4) and, for the last, Eq. (5); it goes to 0 by Lemma 7.',
  },
  'a-steps': {
    name: '‖Δa_l‖',
    unit: '‖a_lᵏ⁺¹ − a_lᵏ‖',
    help: 'How far each a_l moves in an iteration, by Eq. (6); it goes to 0 by Lemma 7.',
  },
  'step-sizes': {
    name: 'θ_l and τ_l',
    unit: 'θ_l solid, τ_l dashed',
    help: 'The curvatures found by backtracking: θ_l in Eq. (3) by condition (2), τ_l in Eq. (6). A step is divided by them; Theorem 1 asks that they do not grow too fast.',
  },
  omega: {
    name: 'ω',
    unit: 'ω_k',
    help: 'Nesterov’s extrapolation weight ω_k of Algorithms 1 and 2; Theorem 1 holds its square against θᵏ/θᵏ⁺¹ and τᵏ/τᵏ⁺¹.',
  },
};

export const HELP = {
  split:
    'F = R(z_L; y) + Σ Ω_l(W_l) + Σ φ_l of Problem 2, term by term; φ_l = (ρ/2)‖z_l − a_{l−1}W_lᵀ − b_l‖².',
  splitOfL:
    'The terms of dlADMM’s augmented Lagrangian (Wang et al. 2019), term by term; the dual term by its size, because it may be negative.',
  constraint:
    'Problem 2 asks |a_l − h(z_l)| ≤ ε for l < L: the gap is Σ ‖a_l − h(z_l)‖², the violation of layer l the largest excess max(0, max |a_l − h(z_l)| − ε). Eq. (4) and (6) keep it at rounding.',
  blocks:
    'A tick stands where the first step of a block raised F: mDLAM then takes it again from the point itself (Algorithm 2), DLAM keeps it (Algorithm 1). The rows F and F, ε mark iterations in which F as a whole rose: at fixed ε and ρ, and as one of them changed.',
  violations:
    'Lemma 1: at fixed ε and ρ mDLAM never raises F. Counted are rises beyond rounding; it must be 0.',
  dlamRises: 'Iterations at fixed ε and ρ in which DLAM raised F, which Lemma 1 does not cover.',
  scheduleRises:
    'Iterations in which F rose while ε or ρ changed: then Problem 2 itself changes, and Lemma 1 says nothing.',
  theorem1:
    'Theorem 1 asks ω_k² < θ_lᵏ/θ_lᵏ⁺¹ and ω_k² < τ_lᵏ/τ_lᵏ⁺¹ for all layers; the step sizes that backtracking finds often break it.',
  theorem2:
    'Theorem 2: c_k is the least of Σ_l (θ/2 − θ⁺ω²/2)‖ΔW_l‖² + (ρ/2)(1 − ω²)‖Δz_l‖² + (τ/2 − τ⁺ω²/2)‖Δa_l‖² so far, and k·c_k → 0. Where Theorem 1’s condition fails it may be negative.',
  gap: 'Theorem 4: Fᵏ⁺¹ − F* ≤ C1 (Fᵏ⁻¹ − F*) near a minimiser. A line over the window is fitted to log(F − F*), and C1 is its factor over two iterations; a line in log k stands against it. Drag to choose the window.',
  floor:
    'F*, the limit of F in Lemma 1 and Theorem 4. The least F seen since ε and ρ last changed is only an upper bound: where F may still fall by u, the fit leaves out F − F* below 10u.',
} as const;

const REASONS: Readonly<Record<NoLinearPhaseReason, string>> = {
  'no-decay': 'F − F* does not fall here',
  sublinear: 'its logarithm flattens',
  'bends-down': 'its logarithm bends down, as it does where F* is too large',
  undecided: 'too short or too noisy to tell from a line',
};

/** The verdict on a window: what was found, and what it rests on. */
export interface FitText {
  readonly verdict: string;
  readonly basis: string;
}

export function fitText(fit: RateFit): FitText {
  const { from, to, points, leftOut } = fit;
  const missing = leftOut > 0 ? `, ${formatCount(leftOut)} left out` : '';
  const basis = `k = ${formatCount(from)} … ${formatCount(to)}, ${counted(points)}${missing}`;
  switch (fit.kind) {
    case 'too-few-points':
      return {
        verdict: 'Too few points for a rate',
        basis: `${counted(points)}${missing}${leftOut > 0 ? ': too close to F*' : ''}`,
      };
    case 'linear':
      return {
        verdict: `C1 = ${withError(fit.c1, fit.error)}`,
        basis: `${basis}, R² = ${fit.rSquared.toFixed(4)}`,
      };
    case 'no-linear-phase':
      return {
        verdict: `No linear phase: F − F* ∝ k^${(-fit.exponent).toFixed(2).replace('-', '−')} (± ${formatNumber(fit.error, 2)})`,
        basis: `${basis}; ${REASONS[fit.reason]}`,
      };
  }
}

function counted(points: number): string {
  return points === 1 ? '1 point' : `${formatCount(points)} points`;
}

const MOST_DECIMALS = 10;

/** A value with its error, both to the error's second significant digit: 0.99012 ± 0.00013. */
export function withError(value: number, error: number): string {
  if (!(error > 0)) return `${value.toPrecision(6)} ± 0`;
  const decimals = Math.max(0, Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(error))));
  return `${value.toFixed(decimals)} ± ${error.toFixed(decimals)}`;
}

const ITERATIONS_NAMED = 6;

/** "k = 4, 7 and 12 more", for a list in order. */
export function iterationList(iterations: readonly number[]): string {
  if (iterations.length === 0) return '';
  const named = iterations.slice(0, ITERATIONS_NAMED).map(formatCount).join(', ');
  const more = iterations.length - ITERATIONS_NAMED;
  return more > 0 ? `k = ${named} and ${formatCount(more)} more` : `k = ${named}`;
}
