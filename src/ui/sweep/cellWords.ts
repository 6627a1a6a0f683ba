import type { Algorithm } from '../../model/algorithms.ts';
import { SETTINGS } from '../../settings/settings.ts';
import type { SweepFigure } from '../../sweep/cellResult.ts';
import { cellText, runAt, type SweepPlan } from '../../sweep/plan.ts';
import type { CellSummary } from '../../sweep/summary.ts';
import { OBJECTIVES, objectiveKind } from '../charts/objectiveKind.ts';
import { formatNumber, formatPercent } from '../format.ts';

/** A figure of a sweep in words. */
export interface FigureWords {
  readonly title: string;
  readonly unit: string;
  /** In tooltips and charts. */
  readonly format: (value: number) => string;
  /** In the cells of the map, where there is little room. */
  readonly brief: (value: number) => string;
}

const briefNumber = (value: number) => formatNumber(value, 3);

export function figureWords(figure: SweepFigure, algorithm: Algorithm): FigureWords {
  switch (figure) {
    case 'objective': {
      const { title, unit } = OBJECTIVES[objectiveKind(algorithm)];
      return { title, unit, format: (value) => formatNumber(value, 5), brief: briefNumber };
    }
    case 'testLoss': {
      const format = (value: number) => formatNumber(value, 4);
      return { title: 'Forward test loss', unit: 'mean per sample', format, brief: briefNumber };
    }
    case 'testAccuracy': {
      const brief = (value: number) => `${(value * 100).toFixed(1)}%`;
      return { title: 'Test accuracy', unit: 'share of samples', format: formatPercent, brief };
    }
  }
}

/** A short name for the choice of figures. */
export function figureName(figure: SweepFigure, algorithm: Algorithm): string {
  if (figure === 'objective') return `final ${objectiveKind(algorithm)}`;
  return figure === 'testLoss' ? 'test loss' : 'test accuracy';
}

/** Settings that change the objective itself, and not only the way to it. */
const DEFINE_OBJECTIVE = ['rho', 'rhoGrowth', 'rhoLimit', 'admmRho', 'admmNu'];

/** Said where values of different functions stand side by side; null elsewhere. */
export function objectiveWarning({ axes, base }: SweepPlan, figure: SweepFigure): string | null {
  const axis = axes.find(({ setting }) => DEFINE_OBJECTIVE.includes(setting));
  if (figure !== 'objective' || !axis) return null;
  const kind = objectiveKind(base.algorithms[0] as Algorithm);
  const { label } = SETTINGS[axis.setting].description;
  return `${kind} is another function for each value of ${label}: compare networks by test loss or accuracy.`;
}

/** All that is known of a cell, line by line: for the tooltip, and for those who cannot see the map. */
export function cellLines(
  plan: SweepPlan,
  cell: number,
  summary: CellSummary,
  words: FigureWords,
): readonly string[] {
  const { finished, diverged, failed, waiting, divergedAt, failure } = summary;
  const lines = [cellText(plan, cell)];
  if (finished > 0) lines.push(...valueLines(plan, summary, words));
  const seeds = plan.seeds > 1 ? ` (${diverged} of ${plan.seeds} seeds)` : '';
  if (diverged > 0) lines.push(`diverged at ${divergedAt}${seeds}`);
  if (failed > 0) lines.push(`failed: ${failure}`);
  if (waiting > 0)
    lines.push(waiting === plan.seeds ? 'not yet trained' : `seeds to come: ${waiting}`);
  return lines;
}

function valueLines(plan: SweepPlan, summary: CellSummary, { title, format }: FigureWords) {
  const { median, quartiles, best, finished } = summary;
  if (plan.seeds === 1 && median !== null) return [`${title} ${format(median)}`];
  const text = (value: number | null) => (value === null ? 'diverged' : format(value));
  const [low, high] = quartiles;
  const range = low === null && high === null ? '' : `, 25–75%: ${text(low)} to ${text(high)}`;
  return [
    `${title}: median ${text(median)}${range}`,
    `best ${best === null ? '–' : format(best)} of ${finished} finished`,
  ];
}

/** A run in words, for the line that says what goes on. */
export function runText(plan: SweepPlan, run: number): string {
  const { cell, seed } = runAt(plan, run);
  return plan.seeds > 1 ? `${cellText(plan, cell)}, seed ${seed}` : cellText(plan, cell);
}
