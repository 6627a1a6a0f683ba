import type { CellResult, SweepFigure } from '../../sweep/cellResult.ts';
import type { SweepData } from '../../sweep/exportTable.ts';
import { runCount, type SweepPlan } from '../../sweep/plan.ts';
import { median } from '../../sweep/statistics.ts';
import type { SweepStatistic } from '../../sweep/summary.ts';
import type { SweepDraft } from './sweepDraft.ts';

/** A sweep that was started, and what has become of its runs; null where one is still to come. */
export interface Sweep {
  readonly plan: SweepPlan;
  /** What it was started on: every later run must see the same data. */
  readonly data: SweepData;
  readonly results: readonly (CellResult | null)[];
}

export type SweepStatus =
  /** What an earlier visit left has not been read yet. */
  | 'opening'
  | 'idle'
  /** Data and engine are being made ready. */
  | 'preparing'
  | 'running'
  /** The run under way is being cancelled. */
  | 'pausing'
  | 'paused'
  | 'finished';

export interface SweepState {
  /** What the form holds; null while it shows what follows from the settings. */
  readonly draft: SweepDraft | null;
  readonly sweep: Sweep | null;
  readonly status: SweepStatus;
  /** The run under way. */
  readonly activeRun: number | null;
  /** Why the sweep did not start or go on. */
  readonly problem: string | null;
  /** Whether a reload of the page would find the sweep again. */
  readonly remembered: boolean;
  readonly view: SweepChoice;
}

/** How the results are looked at. */
export interface SweepChoice {
  readonly figure: SweepFigure;
  readonly statistic: SweepStatistic;
  /** The cell whose curves are shown. */
  readonly cell: number | null;
}

export const EMPTY_SWEEP: SweepState = {
  draft: null,
  sweep: null,
  status: 'opening',
  activeRun: null,
  problem: null,
  remembered: true,
  view: { figure: 'testAccuracy', statistic: 'median', cell: null },
};

export function isBusy({ status }: SweepState): boolean {
  return status === 'preparing' || status === 'running' || status === 'pausing';
}

export function newSweep(plan: SweepPlan, data: SweepData): Sweep {
  return { plan, data, results: Array<null>(runCount(plan)).fill(null) };
}

/** The run that comes next; null when all are done. */
export function nextRun({ results }: Sweep): number | null {
  const next = results.indexOf(null);
  return next < 0 ? null : next;
}

/** What a sweep is while nothing goes on. */
export function restingStatus(sweep: Sweep | null): SweepStatus {
  if (sweep === null) return 'idle';
  return nextRun(sweep) === null ? 'finished' : 'paused';
}

export function withResult(sweep: Sweep, run: number, result: CellResult): Sweep {
  return { ...sweep, results: sweep.results.with(run, result) };
}

export interface SweepProgress {
  readonly done: number;
  readonly total: number;
  /** Training time of the runs that are done. */
  readonly elapsedMs: number;
  /** The median time of a run times the runs left; null before the first is done. */
  readonly remainingMs: number | null;
}

export function sweepProgress({ results }: Sweep): SweepProgress {
  const times = results.flatMap((result) => (result ? [result.elapsedMs] : []));
  const left = results.length - times.length;
  return {
    done: times.length,
    total: results.length,
    elapsedMs: times.reduce((sum, time) => sum + time, 0),
    remainingMs: times.length > 0 ? median(times) * left : null,
  };
}
