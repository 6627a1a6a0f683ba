/** Loss (mean over the samples) and accuracy of the network x ↦ W_L h(… h(W_1 x)) itself. */
export interface ForwardFigures {
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}

/** What one iteration left behind. Index l−1 holds layer l. Record 0 is the start. */
export interface IterationRecord {
  readonly iteration: number;
  /** F of Problem 2, at this iteration's ρ. */
  readonly objective: number;
  /** R(z_L; y), a sum over the samples. */
  readonly loss: number;
  /** Ω_l(W_l). */
  readonly penalties: readonly number[];
  /** φ_l = (ρ/2)‖z_l − a_{l-1}W_lᵀ − b_l‖². */
  readonly residuals: readonly number[];
  /** Σ_{l<L} ‖a_l − h(z_l)‖². */
  readonly constraintGap: number;
  readonly epsilon: number;
  readonly rho: number;
  /** Nesterov's ω_k. */
  readonly omega: number;
  /** θ_l, l = 1 … L; empty at the start. */
  readonly theta: readonly number[];
  /** τ_l, l = 1 … L−1; empty at the start. */
  readonly tau: readonly number[];
  /** Blocks whose first step raised F, in order: "W2", "a1" (mDLAM: taken again; DLAM: kept, and named here all the same). */
  readonly raised: readonly string[];
  /** Present on the iterations where the forward pass was evaluated. */
  readonly forward: ForwardFigures | null;
  /** Milliseconds of training since the start, pauses left out. */
  readonly elapsedMs: number;
}
