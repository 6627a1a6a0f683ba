import type { StopReason } from './hyperparameters.ts';
import type { ReportedError } from './reportedError.ts';

/** How a run ended by itself. */
export type RunEnd =
  | { readonly kind: 'finished'; readonly reason: StopReason }
  | { readonly kind: 'failed'; readonly error: ReportedError };
