/** Loss (mean over the samples) and accuracy of the network x ↦ W_L h(… h(W_1 x)) itself. */
export interface ForwardFigures {
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}

/** What training has cost since the start; the forward passes that only measure are left out. */
export interface Cost {
  /** Updates of the weights: one an iteration, or one a mini-batch. */
  readonly updates: number;
  /** How often every training sample was used. */
  readonly passes: number;
  /** Floating-point operations that ran, retries included: 2mnk a product, see docs/algorithm.md, "Costs". */
  readonly flops: number;
  /** Milliseconds the engine computed; null where it cannot tell. */
  readonly deviceMs: number | null;
}

/** Figures of every W_l, whatever the method. Index l−1 holds layer l; empty at the start. */
export interface WeightFigures {
  /** ‖W_l^{k+1} − W_l^k‖. */
  readonly steps: readonly number[];
  /** ‖W_l − W_l⁰‖ / ‖W_l⁰‖. */
  readonly distances: readonly number[];
}

/** The terms of a function of W, z and a: F of Problem 2, or dlADMM's augmented Lagrangian. */
export interface SplitFigures {
  /** R(z_L; y), a sum over the samples. */
  readonly loss: number;
  /** Ω_l(W_l). */
  readonly penalties: readonly number[];
  /** φ_l = (ρ/2)‖z_l − a_{l-1}W_lᵀ − b_l‖²; dlADMM: with ν for l < L. */
  readonly residuals: readonly number[];
  /** Σ_{l<L} ‖a_l − h(z_l)‖². */
  readonly constraintGap: number;
}

/** What only DLAM and mDLAM have. Arrays are empty at the start. */
export interface DlamFigures {
  readonly epsilon: number;
  readonly rho: number;
  /** Nesterov's ω_k. */
  readonly omega: number;
  /** θ_l, l = 1 … L. */
  readonly theta: readonly number[];
  /** τ_l, l = 1 … L−1. */
  readonly tau: readonly number[];
  /** ‖z_l^{k+1} − z_l^k‖, l = 1 … L. */
  readonly zSteps: readonly number[];
  /** ‖a_l^{k+1} − a_l^k‖, l = 1 … L−1. */
  readonly aSteps: readonly number[];
  /** max(0, max |a_l − h(z_l)| − ε), l = 1 … L−1: 0 but for rounding. */
  readonly violations: readonly number[];
  /** Blocks whose first step raised F, in order: "W2", "a1" (mDLAM: taken again; DLAM: kept, and named here all the same). */
  readonly raised: readonly string[];
}

/** What only dlADMM has. */
export interface AdmmFigures {
  readonly rho: number;
  readonly nu: number;
  /** (ν/2) Σ_{l<L} ‖a_l − h(z_l)‖². */
  readonly activationPenalty: number;
  /** ⟨u, z_L − a_{L-1}W_Lᵀ − b_L⟩. */
  readonly dualTerm: number;
  /** ‖u‖. */
  readonly dualNorm: number;
  /** ‖z_L − a_{L-1}W_Lᵀ − b_L‖, which goes to 0 where dlADMM converges. */
  readonly primalResidual: number;
  readonly theta: readonly number[];
  readonly tau: readonly number[];
}

/** Iterations in which F rose by more than the rounding of each precision. */
export interface RiseCounts {
  readonly float32: number;
  readonly float64: number;
}

/** What DLAM's and mDLAM's iterations of a span came to: figures that need every iteration, or two that follow each other. */
export interface SpanFigures {
  /** Iterations in which the first step of a block ("W2", "a1") raised F. */
  readonly raised: Readonly<Record<string, number>>;
  /** Rises of F at fixed ε and ρ. */
  readonly rises: RiseCounts;
  /** Rises of F as ε or ρ changed. */
  readonly scheduleRises: RiseCounts;
  /** Iterations of which Theorem 1's condition speaks, and those in which it held. */
  readonly judged: number;
  readonly held: number;
  /** The least term of Theorem 2's minimum; null where none is known. */
  readonly leastTerm: number | null;
  /** Whether ε or ρ changed, and the least finite F since they did last; null where none was finite. */
  readonly changed: boolean;
  readonly least: number | null;
}

/** The iterations that a record of a thinned history stands for: those left out before it, and its own. */
export interface Span {
  readonly iterations: number;
  /** null for the other methods. */
  readonly dlam: SpanFigures | null;
}

/** What one iteration left behind. With mini-batches an iteration is one pass over the data. Record 0 is the start. */
export interface IterationRecord {
  readonly iteration: number;
  /**
   * What the method minimises, summed over the training samples: F at this iteration's ρ, dlADMM's augmented
   * Lagrangian, or a gradient method's J = R(forward pass) + Σ Ω_l (with mini-batches as seen along the pass).
   */
  readonly objective: number;
  readonly weights: WeightFigures;
  /** null for gradient methods, which have no z and a. */
  readonly split: SplitFigures | null;
  readonly dlam: DlamFigures | null;
  readonly admm: AdmmFigures | null;
  /** Present on the iterations where the forward pass was evaluated. */
  readonly forward: ForwardFigures | null;
  readonly cost: Cost;
  /** Milliseconds of training since the start, pauses left out. */
  readonly elapsedMs: number;
  /** Where a history was thinned just before this record; its figures are the record's own otherwise. */
  readonly span?: Span | undefined;
}
