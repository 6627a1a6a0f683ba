/**
 * Everything an alternating-minimisation run carries from one iteration to the next, in float64.
 * All matrices row-major; W_l has `inputWidth(shape, l)` columns, the last of them b_l when the
 * network has biases. Index l−1 holds layer l.
 */
export interface Iterate {
  readonly iteration: number;
  /** Nesterov's s^k. */
  readonly momentum: number;
  readonly weights: readonly Float64Array[];
  readonly previousWeights: readonly Float64Array[];
  /** W_l⁰, against which distances are measured. */
  readonly initialWeights: readonly Float64Array[];
  readonly z: readonly Float64Array[];
  /** a_1 … a_{L-1}; a_0 = X is not repeated here. */
  readonly a: readonly Float64Array[];
  readonly previousA: readonly Float64Array[];
  readonly theta: readonly number[];
  readonly tau: readonly number[];
  /** ‖DW_{l+1}ᵀ‖²/‖D‖² of the last a-steps that measured it, l = 1 … L−1; 0 before. */
  readonly curvature: readonly number[];
  /**
   * Images of W_l − W_l^prev that W-blocks keep (optimiser/weightModel.ts). They follow from the above but for their
   * rounding: with them a run continues bit for bit, without them they are formed anew.
   */
  readonly images?: readonly Float64Array[];
}
