import type { ChartSpec } from '../charts/chartSpec.ts';
import type { HelpText } from '../helpText.ts';
import type { LayerRow } from '../store/viewStore.ts';
import { QUANTITIES } from '../theory/words.ts';

/** A quantity of the layers: how it is called, what it is measured in, and which block's steps bear on it. */
export interface LayerRowWords {
  readonly name: string;
  readonly unit: string;
  readonly help: HelpText;
  readonly scale: ChartSpec['scale'];
  /** The block whose rejected steps are marked: W_l or a_l; nothing rejects a z_l. */
  readonly block: 'W' | 'a' | null;
  /** Whether it exists for the last layer, which has no a. */
  readonly last: boolean;
}

export const LAYER_ROW_WORDS: Readonly<Record<LayerRow, LayerRowWords>> = {
  distance: { ...QUANTITIES.distances, scale: 'linear', block: 'W', last: true },
  weightStep: { ...QUANTITIES['weight-steps'], scale: 'log', block: 'W', last: true },
  theta: {
    name: 'θ_l',
    unit: 'curvature of the W_l-step',
    help: {
      text: 'The curvature found by backtracking, by which the step of W_l is divided.',
      formula: String.raw`P_l(W_l^{k+1}; \theta_l^{k+1}) \ge \phi(a_{l-1}^{k+1}, W_l^{k+1}, z_l^k)`,
      source: 'mDLAM Eq. (2) and (3)',
    },
    scale: 'log',
    block: 'W',
    last: true,
  },
  tau: {
    name: 'τ_l',
    unit: 'curvature of the a_l-step',
    help: {
      text: 'The curvature found by backtracking, by which the step of a_l is divided.',
      formula: String.raw`Q_l(a_l^{k+1}; \tau_l^{k+1}) \ge \phi(a_l^{k+1}, W_{l+1}^k, z_{l+1}^k)`,
      source: 'mDLAM Eq. (6)',
    },
    scale: 'log',
    block: 'a',
    last: false,
  },
  residual: {
    name: 'residual φ_l',
    unit: 'φ_l, summed over training samples',
    help: {
      text: 'How far z_l is from what the layer makes of its input; where ε keeps it at 0, the layer learns nothing from the loss.',
      formula: String.raw`\phi_l = \tfrac{\rho}{2}\lVert z_l - W_l a_{l-1} - b_l\rVert_2^2`,
      source: 'mDLAM Problem 2',
    },
    scale: 'log',
    block: null,
    last: true,
  },
  zStep: { ...QUANTITIES['z-steps'], scale: 'log', block: null, last: true },
  aStep: { ...QUANTITIES['a-steps'], scale: 'log', block: 'a', last: false },
  violation: {
    name: 'violation',
    unit: 'max(0, max |a_l − h(z_l)| − ε)',
    help: {
      text: 'By how much the worst entry of a_l leaves the tolerance ε; the updates of z_l and a_l keep it at rounding.',
      formula: String.raw`\max\bigl(0,\; \max |a_l - h(z_l)| - \varepsilon\bigr)`,
      source: 'mDLAM Problem 2, Eq. (4) and (6)',
    },
    scale: 'log',
    block: 'a',
    last: false,
  },
};
