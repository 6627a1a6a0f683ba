import type { Algorithm } from '../model/algorithms.ts';
import { parseSettings } from '../settings/parseSettings.ts';
import { SETTINGS, type Settings } from '../settings/settings.ts';
import type { SweepAxis } from './axis.ts';

/**
 * Which runs a sweep consists of. A cell is one value of each axis; it is trained once per seed. Cell c has value
 * c mod n of the first axis with its n values, and ⌊c/n⌋ of the second.
 */
export interface SweepPlan {
  /** What all runs share; its one algorithm is the one that is swept, its seed the first one. */
  readonly base: Settings;
  /** One axis, or two. */
  readonly axes: readonly SweepAxis[];
  /** Runs of each cell, with seeds base.seed, base.seed + 1, … */
  readonly seeds: number;
}

/** One training run of a sweep. */
export interface SweepRun {
  readonly cell: number;
  readonly seed: number;
}

/** More values have no room on the map, and take more time than anybody has. */
export const MOST_VALUES = 15;
export const MOST_SEEDS = 20;

export function sweptAlgorithm(plan: SweepPlan): Algorithm {
  return plan.base.algorithms[0] as Algorithm;
}

/** Columns and rows of the map. */
export function mapShape({ axes }: SweepPlan): {
  readonly columns: number;
  readonly rows: number;
} {
  return { columns: axes[0]?.values.length ?? 0, rows: axes[1]?.values.length ?? 1 };
}

export function cellCount(plan: SweepPlan): number {
  const { columns, rows } = mapShape(plan);
  return columns * rows;
}

export function runCount(plan: SweepPlan): number {
  return cellCount(plan) * plan.seeds;
}

/**
 * Run r of the sweep. All cells come once before any comes with its second seed: the whole map is there early, and
 * the later seeds only sharpen it.
 */
export function runAt(plan: SweepPlan, run: number): SweepRun {
  const cells = cellCount(plan);
  return { cell: run % cells, seed: plan.base.seed + Math.floor(run / cells) };
}

/** The runs of one cell, by seed. */
export function runsOfCell(plan: SweepPlan, cell: number): readonly number[] {
  return Array.from({ length: plan.seeds }, (_, index) => index * cellCount(plan) + cell);
}

/** The value of each axis in a cell. */
export function cellValues({ axes }: SweepPlan, cell: number): readonly number[] {
  let rest = cell;
  return axes.map(({ values }) => {
    const value = values[rest % values.length] as number;
    rest = Math.floor(rest / values.length);
    return value;
  });
}

/** All settings of a run, unchecked. */
export function runSettings(plan: SweepPlan, run: number): Settings {
  const { cell, seed } = runAt(plan, run);
  const values = cellValues(plan, cell);
  const changes = plan.axes.map(({ setting }, index) => [setting, values[index]]);
  return { ...plan.base, ...Object.fromEntries(changes), seed };
}

/** A cell in words: "Penalty ρ 0.01, Tolerance ε 0.001". */
export function cellText(plan: SweepPlan, cell: number): string {
  const values = cellValues(plan, cell);
  return plan.axes
    .map(({ setting }, index) => `${SETTINGS[setting].description.label} ${values[index]}`)
    .join(', ');
}

/** All that keeps a plan from being trained, one sentence each; empty when nothing does. */
export function planProblems(plan: SweepPlan): readonly string[] {
  const problems = plan.axes.flatMap(axisProblems);
  if (plan.axes.length === 2 && plan.axes[0]?.setting === plan.axes[1]?.setting)
    problems.push('The two axes are the same setting.');
  if (!Number.isInteger(plan.seeds) || plan.seeds < 1 || plan.seeds > MOST_SEEDS)
    problems.push(`The number of seeds must be a whole number from 1 to ${MOST_SEEDS}.`);
  return problems.length > 0 ? problems : cellProblems(plan);
}

function axisProblems({ setting, values }: SweepAxis): string[] {
  const { label } = SETTINGS[setting].description;
  if (values.length === 0) return [`${label}: needs at least one value.`];
  if (values.length > MOST_VALUES) return [`${label}: takes at most ${MOST_VALUES} values.`];
  if (!values.every(Number.isFinite)) return [`${label}: every value must be a number.`];
  if (new Set(values).size < values.length) return [`${label}: names a value twice.`];
  return [];
}

/** What the settings' own rules say of the cells; the seeds count up, so their first and last speak for all. */
function cellProblems(plan: SweepPlan): readonly string[] {
  const problems = new Set<string>();
  const cells = cellCount(plan);
  for (const run of [...Array(cells).keys(), runCount(plan) - 1]) {
    try {
      parseSettings(runSettings(plan, run));
    } catch (error) {
      const { cell } = runAt(plan, run);
      const sentence = error instanceof Error ? error.message : String(error);
      problems.add(`With ${cellText(plan, cell)}: ${sentence}`);
    }
  }
  return [...problems];
}
