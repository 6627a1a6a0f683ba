import type { CellResult } from './cellResult.ts';
import { csvField } from './csvField.ts';
import { cellValues, runAt, type SweepPlan, sweptAlgorithm } from './plan.ts';

/** What an export says of the data. */
export interface SweepData {
  readonly name: string;
  /** Short SHA-256 of pixels, labels and split. */
  readonly hash: string;
}

const COLUMNS = [
  'outcome',
  'iteration',
  'objective',
  'trainLoss',
  'testLoss',
  'trainAccuracy',
  'testAccuracy',
  'elapsedMs',
  'message',
] as const;

/** One row a run, in full precision; runs that are still to come are there as "waiting". */
export function sweepCsv(plan: SweepPlan, results: readonly (CellResult | null)[]): string {
  const head = ['algorithm', ...plan.axes.map(({ setting }) => setting), 'seed', ...COLUMNS];
  const rows = results.map((result, run) => {
    const { cell, seed } = runAt(plan, run);
    return [sweptAlgorithm(plan), ...cellValues(plan, cell), seed, ...resultColumns(result)];
  });
  return `${[head, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`;
}

function resultColumns(result: CellResult | null): readonly (string | number | null)[] {
  if (!result) return ['waiting', ...COLUMNS.slice(1).map(() => null)];
  const { outcome, final, elapsedMs } = result;
  return [
    outcome.kind,
    outcome.kind === 'failed' ? null : outcome.iteration,
    final.objective,
    final.trainLoss,
    final.testLoss,
    final.trainAccuracy,
    final.testAccuracy,
    elapsedMs,
    outcome.kind === 'failed' ? outcome.message : null,
  ];
}

/** Everything: the plan with all its settings, the data's hash, and every run with its curves. */
export function sweepJson(
  plan: SweepPlan,
  data: SweepData | null,
  results: readonly (CellResult | null)[],
): string {
  const runs = results.map((result, run) => {
    const { cell, seed } = runAt(plan, run);
    const values = cellValues(plan, cell);
    const axes = Object.fromEntries(
      plan.axes.map(({ setting }, index) => [setting, values[index]]),
    );
    return { ...axes, seed, result };
  });
  return `${JSON.stringify({ plan, data, runs }, null, 1)}\n`;
}
