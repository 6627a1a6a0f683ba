import type { AlternatingAlgorithm } from '../../model/algorithms.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Outcome } from './blockFigures.ts';
import { type Block, variableName } from './blocks.ts';

/** What is trained, as far as the words and formulas of the blocks depend on it. */
export interface Trained {
  readonly algorithm: AlternatingAlgorithm;
  readonly settings: Settings;
  /** L. */
  readonly layers: number;
}

export interface BlockWords {
  readonly title: string;
  /** Where the paper has it. */
  readonly source: string;
  /** TeX, a line each, in the project's shapes: one sample a row. */
  readonly formulas: readonly string[];
  readonly explanation: string;
}

const PENALTY_STEP: Readonly<Record<Settings['regulariser'], string>> = {
  none: 'Without a regulariser it is a gradient step.',
  l1: 'Under ℓ1 it is a gradient step followed by soft-thresholding, which makes weights exactly 0.',
  l2: 'Under ℓ2 it is a gradient step that also shrinks the weights.',
};

function innerStepsOf({ innerSteps }: Settings, layer: number): number {
  return (innerSteps.length === 1 ? innerSteps[0] : innerSteps[layer - 1]) ?? 1;
}

/** The title, formulas and explanation of one block. */
export function wordsOf(block: Block, trained: Trained): BlockWords {
  switch (block.kind) {
    case 'momentum':
      return momentumWords(trained.algorithm);
    case 'W':
      return weightWords(block.layer, trained);
    case 'z':
      return block.layer === trained.layers
        ? lastPreActivationWords(trained)
        : preActivationWords(block.layer, trained);
    case 'a':
      return activationWords(block.layer, trained);
    case 'objective':
      return objectiveWords(trained);
  }
}

function momentumWords(algorithm: AlternatingAlgorithm): BlockWords {
  return {
    title: 'Nesterov’s momentum',
    source: `Algorithm ${algorithm === 'mdlam' ? 2 : 1}, lines 3 and 4`,
    formulas: [
      String.raw`s^{k+1} = \tfrac{1}{2}\bigl(1 + \sqrt{1 + 4 (s^k)^2}\bigr)`,
      String.raw`\omega_k = \frac{s^k - 1}{s^{k+1}}`,
    ],
    explanation:
      'Once an iteration. Each W- and a-step will start from a point extrapolated by ω_k times the last move; ω_k climbs from 0 towards 1. ρ_k and ε_k come from their schedules.',
  };
}

function weightWords(layer: number, { settings }: Trained): BlockWords {
  const w = `W_{${layer}}`;
  const bar = String.raw`\bar W_{${layer}}`;
  const steps = innerStepsOf(settings, layer);
  const inner = steps > 1 ? ` Here the step is taken ${steps} times in a row (W-steps).` : '';
  const bias = settings.bias
    ? ` b${variableName('W', layer).slice(1)} is one more column of it.`
    : '';
  return {
    title: `${variableName('W', layer)}, the weights of layer ${layer}`,
    source: 'Eq. (3), step size by condition (2)',
    formulas: [
      String.raw`${bar} = ${w}^k + \omega_k\,(${w}^k - ${w}^{k-1})`,
      String.raw`${w}^{k+1} = \arg\min_W\ \langle \nabla\varphi(${bar}),\, W - ${bar} \rangle + \tfrac{\theta_{${layer}}}{2}\lVert W - ${bar} \rVert^2 + \Omega_{${layer}}(W)`,
      String.raw`\theta_{${layer}}\lVert D \rVert^2 \ge \rho\,\lVert ${inputTex(layer)} D^{\top} \rVert^2,\quad D = ${w}^{k+1} - ${bar}`,
    ],
    explanation: `One proximal gradient step that fits the layer’s input to its own z, all else held. ${PENALTY_STEP[settings.regulariser]} θ is a power of two, doubled until the last line holds.${inner}${bias}`,
  };
}

/** a_{l-1} at iteration k+1. */
function inputTex(layer: number): string {
  return layer === 1 ? 'X' : `a_{${layer - 1}}^{k+1}`;
}

/** a_{l-1}W_lᵀ + b_l at iteration k+1. */
function forwardTex(layer: number, bias: boolean): string {
  return String.raw`${inputTex(layer)}\,(W_{${layer}}^{k+1})^{\top}${bias ? ` + b_{${layer}}^{k+1}` : ''}`;
}

function preActivationWords(layer: number, { settings }: Trained): BlockWords {
  return {
    title: `${variableName('z', layer)}, the pre-activations of layer ${layer}`,
    source: 'Eq. (4)',
    formulas: [
      String.raw`z_{${layer}}^{k+1} = \min\bigl(\max(B_1,\, ${forwardTex(layer, settings.bias)}),\, B_2\bigr)`,
      String.raw`[B_1, B_2] = \{ z : \lvert h(z) - a_{${layer}}^k \rvert \le \varepsilon_k \}`,
    ],
    explanation:
      'What the new weights make of the input, brought back to where h(z) stays within ε of the old a. This is the exact minimiser, element by element: extrapolation drops out, F cannot rise, and the paper’s test on z never fires.',
  };
}

function lastPreActivationWords({ settings, layers }: Trained): BlockWords {
  const crossEntropy = settings.loss === 'cross-entropy';
  const solver = settings.proxSolver === 'newton' ? 'Newton’s method' : 'FISTA';
  return {
    title: `${variableName('z', layers)}, the network’s output`,
    source: 'Eq. (5)',
    formulas: [
      String.raw`z_{${layers}}^{k+1} = \arg\min_z\ R(z; y) + \tfrac{\rho_k}{2} \lVert z - v \rVert^2`,
      `v = ${forwardTex(layers, settings.bias)}`,
    ],
    explanation: crossEntropy
      ? `The only block that sees the labels y: a small strictly convex problem a sample, solved to its minimiser by ${solver}. F cannot rise.`
      : 'The only block that sees the labels y. For least squares the minimiser is (y + ρv)/(1 + ρ). F cannot rise.',
  };
}

function activationWords(layer: number, { settings }: Trained): BlockWords {
  const a = `a_{${layer}}`;
  const bar = String.raw`\bar a_{${layer}}`;
  const next = `W_{${layer + 1}}^k`;
  const bias = settings.bias ? ' + b' : '';
  return {
    title: `${variableName('a', layer)}, the activations of layer ${layer}`,
    source: 'Eq. (6)',
    formulas: [
      String.raw`${bar} = ${a}^k + \omega_k\,(${a}^k - ${a}^{k-1})`,
      String.raw`${a}^{k+1} = \min\bigl(\max(h(z_{${layer}}^{k+1}) - \varepsilon_k,\ ${bar} - \nabla\varphi(${bar}) / \tau_{${layer}}),\ h(z_{${layer}}^{k+1}) + \varepsilon_k\bigr)`,
      String.raw`\tau_{${layer}}\lVert D \rVert^2 \ge \rho\,\lVert D\,(${next})^{\top} \rVert^2,\quad D = ${a}^{k+1} - ${bar}`,
    ],
    explanation: `A gradient step towards what the next layer asks for (φ = (ρ/2)‖${variableName('z', layer + 1)} − a${variableName('W', layer + 1)}ᵀ${bias && ` − b${variableName('W', layer + 1).slice(1)}`}‖²), kept within ε of h(z).`,
  };
}

function objectiveWords({ algorithm }: Trained): BlockWords {
  return {
    title: 'F at the new point',
    source: 'Problem 2',
    formulas: [String.raw`F = R(z_L; y) + \sum_l \Omega_l(W_l) + \sum_l \varphi_l`],
    explanation:
      algorithm === 'mdlam'
        ? 'No block raised F, so F has not risen, up to rounding and as long as ε and ρ stay (Lemma 1). F says how well the variables fit together; how good the network itself is, only its loss and accuracy say.'
        : 'DLAM took every step, so F may have risen. F says how well the variables fit together; how good the network itself is, only its loss and accuracy say.',
  };
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  kept: 'The first step did not raise F and was kept.',
  'taken-again':
    'The first step raised F: it was taken again from the old value itself, without extrapolation.',
  'raised-and-kept': 'The step raised F. DLAM keeps it all the same; mDLAM would take it again.',
};

export function outcomeWords(outcome: Outcome): string {
  return OUTCOMES[outcome];
}
