import type { Rise } from '../../theory/lemma1.ts';
import type { NoLinearPhaseReason, RateFit } from '../../theory/rateFit.ts';
import { OBJECTIVES } from '../charts/objectiveKind.ts';
import { formatCount, formatNumber } from '../format.ts';
import type { HelpText } from '../helpText.ts';
import type { LayerQuantity } from './theoryStore.ts';

/** One quantity of the layers, in words. */
interface QuantityWords {
  readonly name: string;
  readonly unit: string;
  readonly help: HelpText;
}

export const QUANTITIES: Readonly<Record<LayerQuantity, QuantityWords>> = {
  distances: {
    name: 'distance from W⁰',
    unit: '‖W_l − W_l⁰‖ / ‖W_l⁰‖',
    help: {
      text: 'How far each W_l has come from its start. A constant ε freezes hidden layers: a_l stays within ε of h(z_l), so φ_l = 0 and only the regulariser moves W_l.',
      formula: String.raw`\lVert W_l - W_l^0\rVert_2 \,/\, \lVert W_l^0\rVert_2`,
      source: 'mDLAM Problem 2 (φ_l and ε)',
    },
  },
  'weight-steps': {
    name: '‖ΔW_l‖',
    unit: '‖W_lᵏ⁺¹ − W_lᵏ‖',
    help: {
      text: 'How far each W_l moves in an iteration; a hidden layer that a constant ε freezes hardly moves at all.',
      formula: String.raw`\lVert W_l^{k+1} - W_l^k\rVert_2 \to 0`,
      source: 'mDLAM Eq. (3), Lemma 7',
    },
  },
  'z-steps': {
    name: '‖Δz_l‖',
    unit: '‖z_lᵏ⁺¹ − z_lᵏ‖',
    help: {
      text: 'How far each z_l moves in an iteration.',
      formula: String.raw`\lVert z_l^{k+1} - z_l^k\rVert_2 \to 0`,
      source: 'mDLAM Eq. (4), for z_L Eq. (5), Lemma 7',
    },
  },
  'a-steps': {
    name: '‖Δa_l‖',
    unit: '‖a_lᵏ⁺¹ − a_lᵏ‖',
    help: {
      text: 'How far each a_l moves in an iteration.',
      formula: String.raw`\lVert a_l^{k+1} - a_l^k\rVert_2 \to 0`,
      source: 'mDLAM Eq. (6), Lemma 7',
    },
  },
  'step-sizes': {
    name: 'θ_l and τ_l',
    unit: 'θ_l solid, τ_l dashed',
    help: {
      text: 'The curvatures found by backtracking, by which a step is divided; Theorem 1 asks that they do not grow too fast.',
      formula: String.raw`{P_l(W_l^{k+1}; \theta_l^{k+1}) \ge \phi(a_{l-1}^{k+1}, W_l^{k+1}, z_l^k)},\quad\allowbreak {Q_l(a_l^{k+1}; \tau_l^{k+1}) \ge \phi(a_l^{k+1}, W_{l+1}^k, z_{l+1}^k)}`,
      source: 'mDLAM Eq. (2), (3) and (6)',
    },
  },
  omega: {
    name: 'ω',
    unit: 'ω_k',
    help: {
      text: 'Nesterov’s extrapolation weight; Theorem 1 holds its square against θᵏ/θᵏ⁺¹ and τᵏ/τᵏ⁺¹.',
      formula: String.raw`{\omega^k = \frac{s^k - 1}{s^{k+1}}},\quad\allowbreak {s^{k+1} = \frac{1 + \sqrt{1 + 4(s^k)^2}}{2}}`,
      source: 'mDLAM Algorithms 1 and 2, lines 3–4',
    },
  },
};

const F_RISES = 'F^{k+1} > F^k';

export const HELP = {
  split: {
    ...OBJECTIVES.F.help,
    text: 'F term by term: the loss R, every layer’s regulariser Ω_l and residual φ_l.',
  },
  splitOfL: {
    ...OBJECTIVES.L.help,
    text: 'dlADMM’s augmented Lagrangian term by term; the dual term ⟨u, r⟩ by its size, because it may be negative.',
  },
  constraint: {
    text: 'The gap sums the squared distances of all hidden layers; the violation of a layer is its largest excess over ε, which the updates of z_l and a_l keep at rounding.',
    formula: String.raw`{\sum_{l=1}^{L-1}\lVert a_l - h(z_l)\rVert_2^2},\quad\allowbreak {\max\bigl(0,\; \max |a_l - h(z_l)| - \varepsilon\bigr)}`,
    source: 'mDLAM Problem 2, Eq. (4) and (6)',
  },
  blocks: {
    text: 'A tick stands where the first step of a block raised F: mDLAM then takes it again from the point itself, DLAM keeps it. The rows F and F, ε mark iterations in which F as a whole rose: at fixed ε and ρ, and as one of them changed.',
    formula: String.raw`{\overline W_l^{k+1} = W_l^k + \omega^k(W_l^k - W_l^{k-1})},\quad\allowbreak{\text{then}\quad \overline W_l^{k+1} = W_l^k}`,
    source: 'mDLAM Algorithm 2, lines 6–9 and 21–24',
  },
  violations: {
    text: 'How often mDLAM raised F at fixed ε and ρ beyond rounding; it must be 0.',
    formula: String.raw`F^{k+1} \le F^k`,
    source: 'mDLAM Lemma 1',
  },
  dlamRises: {
    text: 'Iterations at fixed ε and ρ in which DLAM raised F, which Lemma 1 does not cover.',
    formula: F_RISES,
    source: 'mDLAM Lemma 1, of Algorithm 2 only',
  },
  scheduleRises: {
    text: 'Iterations in which F rose while ε or ρ changed: then Problem 2 itself changes, and Lemma 1 says nothing.',
    formula: F_RISES,
    source: 'mDLAM Problem 2, Lemma 1',
  },
  theorem1: {
    text: 'In how many iterations the condition held for all layers; the step sizes that backtracking finds often break it.',
    formula: String.raw`(\omega^k)^2 < \min\Bigl(\frac{\theta_l^k}{\theta_l^{k+1}},\; \frac{\tau_l^k}{\tau_l^{k+1}}\Bigr)`,
    source: 'mDLAM Theorem 1',
  },
  theorem2: {
    text: 'How fast the steps vanish: k·c_k goes to 0. Where Theorem 1’s condition fails, c_k may be negative.',
    formula: String.raw`c_k = \min_{1 \le i \le k}\;{\sum_{l=1}^{L}\bigl(\tfrac{\theta_l^i}{2} - \tfrac{\theta_l^{i+1}}{2}(\omega^i)^2\bigr)\lVert\Delta W_l^i\rVert_2^2} + {\sum_{l=1}^{L}\tfrac{\rho}{2}\bigl(1 - (\omega^i)^2\bigr)\lVert\Delta z_l^i\rVert_2^2} + {\sum_{l=1}^{L-1}\bigl(\tfrac{\tau_l^i}{2} - \tfrac{\tau_l^{i+1}}{2}(\omega^i)^2\bigr)\lVert\Delta a_l^i\rVert_2^2}`,
    source: 'mDLAM Theorem 2, bracketed as in its proof, Eq. (17)',
  },
  gap: {
    text: 'A line over the window is fitted to log(F − F*), and C₁ is its factor over two iterations; a line in log k stands against it. Drag to choose the window.',
    formula: String.raw`F^{k+1} - F^* \le C_1\,(F^{k-1} - F^*)`,
    source: 'mDLAM Theorem 4',
  },
  floor: {
    text: 'The limit F* of F. The least F seen since ε and ρ last changed is only an upper bound: where F may still fall by u, the fit leaves out F − F* below 10u.',
    formula: String.raw`F^k \to F^*`,
    source: 'mDLAM Lemma 1 and Theorem 4',
  },
} as const satisfies Readonly<Record<string, HelpText>>;

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

/** "k = 4, 7 and 12 more", for a list in order; "49–64" where a thinned history tells no more. */
export function iterationList(
  rises: readonly Pick<Rise, 'from' | 'iteration' | 'count'>[],
): string {
  if (rises.length === 0) return '';
  const named = rises.slice(0, ITERATIONS_NAMED);
  const names = named.map(({ from, iteration }) =>
    from === iteration ? formatCount(iteration) : `${formatCount(from)}–${formatCount(iteration)}`,
  );
  const unnamed = rises.slice(ITERATIONS_NAMED);
  const more = unnamed.reduce((sum, { count }) => sum + count, 0);
  return `k = ${names.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}
