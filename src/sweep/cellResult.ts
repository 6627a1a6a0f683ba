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
