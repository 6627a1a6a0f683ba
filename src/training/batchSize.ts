/** A batch lasts about this long: long enough to hide the submission, short enough that a press is answered beside two of them. */
const TARGET_MS = 30;
const LARGEST_BATCH = 64;
/** Weight of the newest measurement. */
const FORGETTING = 0.5;

/** How many iterations one submission holds, from how long the last ones took. */
export class BatchSize {
  #millisecondsPerIteration: number | null = null;

  /** Iterations for the next batch, at most `left`. */
  next(left: number): number {
    const cost = this.#millisecondsPerIteration;
    const size = cost === null ? 1 : Math.floor(TARGET_MS / Math.max(cost, 1e-6));
    return Math.max(1, Math.min(size, LARGEST_BATCH, left));
  }

  measured(iterations: number, milliseconds: number): void {
    const cost = milliseconds / iterations;
    const former = this.#millisecondsPerIteration ?? cost;
    this.#millisecondsPerIteration = former + FORGETTING * (cost - former);
  }
}
