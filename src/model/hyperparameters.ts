import type { AlternatingAlgorithm } from './algorithms.ts';
import type { UpdateRule } from './updateRule.ts';

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

/** What a network is trained for: the same for every method of a race. */
export interface TrainingGoal {
  readonly loss: Loss;
  readonly regulariser: Regulariser;
  /** λ_l for l = 1 … L, against losses summed over the training samples. */
  readonly lambda: readonly number[];
}

/** Everything about one alternating-minimisation run but the network, the data and W⁰. */
export interface Hyperparameters extends TrainingGoal {
  /** mDLAM takes a step that raised F again from the point itself (Algorithm 2); DLAM does not. */
  readonly algorithm: AlternatingAlgorithm;
  readonly rho: Schedule;
  readonly epsilon: Schedule;
  /** m_l for l = 1 … L; 1 is the paper's. */
  readonly innerSteps: readonly number[];
  readonly proxSolver: ProxSolver;
}

/** dlADMM (Wang et al. 2019, 'ADMM for Efficient Deep Learning with Global Convergence'). */
export interface AdmmHyperparameters extends TrainingGoal {
  /** Weight of the augmented term of the one constraint z_L = W_L a_{L-1} + b_L. */
  readonly rho: number;
  /** Weight of the penalties that stand for all other constraints. */
  readonly nu: number;
  readonly proxSolver: ProxSolver;
}

/** A gradient method minimises J(W)/N, J = R(forward pass) + Σ Ω_l(W_l), by backpropagation. */
export interface GradientHyperparameters extends TrainingGoal {
  readonly rule: UpdateRule;
  /** Samples an update looks at; null: all of them. */
  readonly batchSize: number | null;
  /** Seeds the order of the samples, which is new in every pass over the data. */
  readonly orderSeed: number;
}

/** A method with all its settings. */
export type Method =
  | { readonly kind: 'alternating'; readonly hyperparameters: Hyperparameters }
  | { readonly kind: 'dladmm'; readonly hyperparameters: AdmmHyperparameters }
  | { readonly kind: 'gradient'; readonly hyperparameters: GradientHyperparameters };

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
