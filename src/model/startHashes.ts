/** Short SHA-256 hashes of what a run starts from: equal hashes, equal bits. */
export interface StartHashes {
  /** W⁰ as float32. */
  readonly weights: string;
  /** Pixels, labels and split. */
  readonly data: string;
  /** The order of the training samples in the first passes over them; only mini-batches look at it. */
  readonly order: string;
}
