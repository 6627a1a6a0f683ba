/** W_l and b_l of one layer, in float64. */
export interface StoredLayer {
  /** n_l and n_{l−1}. */
  readonly rows: number;
  readonly columns: number;
  /** W_l, `rows × columns`, row-major. */
  readonly weights: Float64Array;
  /** b_l, `rows` values; null without biases. */
  readonly bias: Float64Array | null;
}

/** The weights of a network on their own, as files hold them. */
export interface StoredWeights {
  /** The file, or the run they are of. */
  readonly name: string;
  /** l = 1 … L. */
  readonly layers: readonly StoredLayer[];
}
