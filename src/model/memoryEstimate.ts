import type { Algorithm } from './algorithms.ts';

/** What a race allocates on the engine, in bytes. */
export interface MemoryEstimate {
  readonly engine: 'gpu' | 'cpu';
  readonly total: number;
  /** Training and test samples, once for all runs. */
  readonly data: number;
  /** Working memory that the runs take turns with. */
  readonly shared: number;
  /** What each algorithm has of its own, all its repeats together. */
  readonly runs: readonly { readonly algorithm: Algorithm; readonly bytes: number }[];
  /** The largest single buffer, and how large the device allows one to be; null where nobody says. */
  readonly largest: { readonly label: string; readonly bytes: number };
  readonly allowed: number | null;
  /** null where it may be tried. */
  readonly refusal: MemoryRefusal | null;
}

/** Why a race is not prepared. */
export interface MemoryRefusal {
  /** How much it needs, how much there is, and what would fit. */
  readonly message: string;
  /** How much there is was only guessed: the user may overrule it. */
  readonly guessed: boolean;
}
