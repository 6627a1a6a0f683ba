import type { IterationRecord } from '../model/iterationRecord.ts';

/** A record before the trainer stamps it with its time. */
export type IterationFigures = Omit<IterationRecord, 'elapsedMs'>;

/** One training run of any method on an engine. */
export interface Optimiser {
  /** k: iterations submitted so far. */
  readonly iteration: number;
  /** Sets W⁰, `n_l × inputWidth` each, and reports on the start as iteration 0. */
  start(weights: readonly ArrayLike<number>[]): Promise<IterationFigures>;
  /** Runs `count` iterations without a round trip between them. Calls may overlap. */
  advance(count: number): Promise<IterationFigures[]>;
  /** W_l as they are, b_l in the last column. Waits for the iterations under way. */
  weights(): Promise<Float64Array[]>;
  dispose(): void;
}

/** Whether the network itself is measured after an iteration. */
export function evaluates(iteration: number, every: number, last: number | undefined): boolean {
  return iteration % every === 0 || iteration === last;
}
