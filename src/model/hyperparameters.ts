export const ALGORITHMS = ['dlam', 'mdlam'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export const LOSSES = ['cross-entropy', 'least-squares'] as const;
export type Loss = (typeof LOSSES)[number];

export const REGULARISERS = ['none', 'l1', 'l2'] as const;
export type Regulariser = (typeof REGULARISERS)[number];

export const PROX_SOLVERS = ['newton', 'fista'] as const;
/** How z_L is found for softmax cross-entropy, mDLAM Eq. (5). */
export type ProxSolver = (typeof PROX_SOLVERS)[number];

/** A penalty or tolerance as a function of the iteration k. */
export type Schedule =
  | { readonly kind: 'constant'; readonly initial: number }
  /** initial·ratio^k, bounded below (ratio < 1) or above (ratio > 1) by `limit`. */
  | {
      readonly kind: 'geometric';
      readonly initial: number;
      readonly ratio: number;
      readonly limit: number;
    }
  /** As geometric, with k counted anew every `period` iterations. */
  | {
      readonly kind: 'restarted-geometric';
      readonly initial: number;
      readonly ratio: number;
      readonly limit: number;
      readonly period: number;
    };

/** Everything about one alternating-minimisation run but the network, the data and W⁰. */
export interface Hyperparameters {
  /** mDLAM takes a step that raised F again from the point itself (Algorithm 2); DLAM does not. */
  readonly algorithm: Algorithm;
  readonly loss: Loss;
  readonly regulariser: Regulariser;
  /** λ_l for l = 1 … L. */
  readonly lambda: readonly number[];
  readonly rho: Schedule;
  readonly epsilon: Schedule;
  /** m_l for l = 1 … L; 1 is the paper's. */
  readonly innerSteps: readonly number[];
  readonly proxSolver: ProxSolver;
}

export interface Initialisation {
  readonly seed: number;
  readonly weights: { readonly kind: 'he' } | { readonly kind: 'normal'; readonly sigma: number };
  /** Start of z_L: the forward value, or +1 for the true class and −1 elsewhere. */
  readonly output: 'forward' | 'signed-labels';
}

/** Training ends at the first rule that holds; null switches a rule off. */
export interface StopRules {
  readonly iterations: number;
  /** |F^{k-1} − F^k| ≤ relativeChange·F^{k-1}. */
  readonly relativeChange: number | null;
  readonly seconds: number | null;
  /** Forward-pass accuracy on the test data. */
  readonly targetAccuracy: number | null;
}
export type StopReason = 'iterations' | 'relative-change' | 'seconds' | 'target-accuracy';
