import type { Allocations } from '../backend/allocations.ts';
import type { Backend } from '../optimiser/backend.ts';

/** A backend and what is known of its memory. */
export interface TrainingEngine {
  readonly backend: Backend;
  readonly device: { readonly engine: 'gpu' | 'cpu' };
  /** The most bytes that a matrix may have in one buffer; null where nobody says. */
  readonly largestBuffer: number | null;
  /** Bytes that it is thought to have for a race: a guess; null where nobody says. */
  readonly memory: number | null;
  /** An engine of the same kind that computes nothing and counts what it allocates. */
  readonly counting: (allocations: Allocations) => Promise<Backend>;
}
