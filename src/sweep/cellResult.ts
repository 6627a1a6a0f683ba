import type { StopReason } from '../model/hyperparameters.ts';

/** What a map of a sweep can show; each has a curve as well. */
export const SWEEP_FIGURES = ['objective', 'testLoss', 'testAccuracy'] as const;
export type SweepFigure = (typeof SWEEP_FIGURES)[number];

/** A figure over the iterations in which it was measured. */
export interface CurvePoints {
  readonly iterations: readonly number[];
  readonly values: readonly number[];
}
export type CellCurves = Readonly<Record<SweepFigure, CurvePoints>>;

/** The newest finite value of each figure; null where there is none. */
export interface FinalFigures {
  readonly objective: number | null;
  readonly trainLoss: number | null;
  readonly testLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly testAccuracy: number | null;
}

export type CellOutcome =
  | { readonly kind: 'finished'; readonly reason: StopReason; readonly iteration: number }
  /** `iteration` is the first whose figures say so. */
  | { readonly kind: 'diverged'; readonly iteration: number }
  | { readonly kind: 'failed'; readonly message: string };

/** What one run of a sweep left behind; all numbers are finite. */
export interface CellResult {
  readonly outcome: CellOutcome;
  readonly final: FinalFigures;
  readonly curves: CellCurves;
  /** Of the whole run, its preparation included. */
  readonly elapsedMs: number;
}

/** A stored curve has at most one point more than this. */
export const MOST_POINTS = 500;

/**
 * The points that are kept of a curve: every sth, for the smallest power of two s that leaves no more than 500, and
 * the last. With powers of two the places kept of a longer curve are among those of a shorter one, so that runs that
 * ended at different iterations can still be compared place by place.
 */
export function thinned({ iterations, values }: CurvePoints): CurvePoints {
  let stride = 1;
  while (Math.ceil(iterations.length / stride) > MOST_POINTS) stride *= 2;
  if (stride === 1) return { iterations, values };
  const last = iterations.length - 1;
  const kept = (_: number, index: number) => index % stride === 0 || index === last;
  return { iterations: iterations.filter(kept), values: values.filter(kept) };
}
