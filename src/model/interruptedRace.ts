import type { Algorithm } from './algorithms.ts';

/** A race that ended before its runs did, as it was put away last. */
export interface InterruptedRace {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  /** In words, e.g. "MNIST". */
  readonly data: string;
  /** Of how many iterations. */
  readonly iterations: number;
  readonly runs: readonly {
    /** The run's own for ever. */
    readonly key: string;
    readonly algorithm: Algorithm;
    readonly name: string;
    readonly iteration: number;
    readonly over: boolean;
  }[];
}
