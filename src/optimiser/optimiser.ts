import type { Initialisation } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { NetworkShape } from '../model/network.ts';
import type { Snapshot, StoredSnapshot } from './snapshot.ts';

/** A record before the trainer stamps it with its time. */
export type IterationFigures = Omit<IterationRecord, 'elapsedMs'>;

/** What every method's run is made with; H are its own hyperparameters. */
export interface RunOptions<H> {
  readonly shape: NetworkShape;
  readonly hyperparameters: H;
  /** Iterations between two evaluations of the network itself; the start is always evaluated. */
  readonly evaluateEvery: number;
  /** The iteration that is evaluated in any case. */
  readonly lastIteration?: number;
}

/** Methods with a z_L of its own also say where it starts. */
export interface SplitRunOptions<H> extends RunOptions<H> {
  readonly output: Initialisation['output'];
}

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
  /**
   * What a later `resume` needs, as of `iteration`. Read the arrays before the next `advance`, while nothing is under
   * way: they are those of the moment in which they are read.
   */
  snapshot(): Snapshot;
  /**
   * Continues from a stored snapshot of a run of the same method, network and data; reports on it. On the engine that
   * it was taken on the run goes on bit for bit, but for what a GPU forms anew in another order.
   * @throws ConfigurationError when the snapshot is of another run
   */
  resume(stored: StoredSnapshot): Promise<IterationFigures>;
  dispose(): void;
}

/** Whether the network itself is measured after an iteration. */
export function evaluates(iteration: number, every: number, last: number | undefined): boolean {
  return iteration % every === 0 || iteration === last;
}
