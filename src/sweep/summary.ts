import type { CellResult, SweepFigure } from './cellResult.ts';
import { median, quantile } from './statistics.ts';

/** Which way a figure is better. */
export const BETTER: Readonly<Record<SweepFigure, 'lower' | 'higher'>> = {
  objective: 'lower',
  testLoss: 'lower',
  testAccuracy: 'higher',
};

export const SWEEP_STATISTICS = ['median', 'best'] as const;
export type SweepStatistic = (typeof SWEEP_STATISTICS)[number];

/** A figure of one cell over its seeds. */
export interface CellSummary {
  readonly finished: number;
  readonly diverged: number;
  readonly failed: number;
  /** Runs that are still to come. */
  readonly waiting: number;
  /** null where the diverged runs reach the middle, or nothing is known yet. */
  readonly median: number | null;
  /** The 25% and 75% quantiles; null as above. */
  readonly quartiles: readonly [low: number | null, high: number | null];
  /** Of the runs that finished. */
  readonly best: number | null;
  /** The first iteration that showed it, the median over the diverged runs. */
  readonly divergedAt: number | null;
  /** Why the first failed run failed. */
  readonly failure: string | null;
}

/**
 * A diverged run counts as worse than every other, so that it moves the median and the quartiles and is not dropped;
 * a failed one, which says nothing of the method, is left out.
 */
export function summarise(
  results: readonly (CellResult | null)[],
  figure: SweepFigure,
): CellSummary {
  const worst = BETTER[figure] === 'lower' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const finished: number[] = [];
  const divergedAt: number[] = [];
  const failures: string[] = [];
  for (const result of results) {
    if (!result) continue;
    const { outcome, final } = result;
    const value = final[figure];
    if (outcome.kind === 'diverged') divergedAt.push(outcome.iteration);
    else if (outcome.kind === 'failed') failures.push(outcome.message);
    else if (value !== null) finished.push(value);
  }
  const all = [...finished, ...divergedAt.map(() => worst)];
  return {
    finished: finished.length,
    diverged: divergedAt.length,
    failed: failures.length,
    waiting: results.filter((result) => result === null).length,
    median: finiteOrNull(median(all)),
    quartiles: [finiteOrNull(quantile(all, 0.25)), finiteOrNull(quantile(all, 0.75))],
    best: finiteOrNull(bestOf(finished, figure)),
    divergedAt: finiteOrNull(Math.round(median(divergedAt))),
    failure: failures[0] ?? null,
  };
}

function bestOf(values: readonly number[], figure: SweepFigure): number {
  return BETTER[figure] === 'lower' ? Math.min(...values) : Math.max(...values);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** What a cell of the map shows. */
export type CellContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'diverged'; readonly iteration: number }
  | { readonly kind: 'failed' };

export function cellContent(summary: CellSummary, statistic: SweepStatistic): CellContent {
  const value = summary[statistic];
  if (value !== null) return { kind: 'value', value };
  if (summary.divergedAt !== null) return { kind: 'diverged', iteration: summary.divergedAt };
  return summary.failed > 0 ? { kind: 'failed' } : { kind: 'empty' };
}
