import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS, SETTINGS } from '../settings/settings.ts';
import { rangeProblem, spacedValues, sweepableSettings } from './axis.ts';
import {
  cellCount,
  cellText,
  cellValues,
  MOST_SEEDS,
  planProblems,
  runAt,
  runCount,
  runSettings,
  runsOfCell,
  type SweepPlan,
} from './plan.ts';

const base = { ...INITIAL_SETTINGS, algorithms: ['mdlam'], seed: 7 } as const;
const plan: SweepPlan = {
  base,
  axes: [
    { setting: 'rho', values: [0.01, 0.1, 1] },
    { setting: 'epsilon', values: [0.001, 0.01] },
  ],
  seeds: 2,
};

describe('spacedValues', () => {
  it('includes both ends, with equal steps or equal factors', () => {
    const range = { from: 1e-4, to: 1, count: 5 };
    expect(spacedValues({ ...range, spacing: 'logarithmic' }, false)).toEqual([
      1e-4, 1e-3, 0.01, 0.1, 1,
    ]);
    expect(spacedValues({ from: 0.1, to: 0.5, count: 3, spacing: 'linear' }, false)).toEqual([
      0.1, 0.3, 0.5,
    ]);
    expect(spacedValues({ from: 1, to: 0.01, count: 3, spacing: 'logarithmic' }, false)).toEqual([
      1, 0.1, 0.01,
    ]);
  });

  it('rounds to whole numbers and names each once', () => {
    expect(spacedValues({ from: 1, to: 4, count: 7, spacing: 'linear' }, true)).toEqual([
      1, 2, 3, 4,
    ]);
    expect(spacedValues({ from: 16, to: 256, count: 3, spacing: 'logarithmic' }, true)).toEqual([
      16, 64, 256,
    ]);
  });

  it('rounds what lies between, and not the ends', () => {
    const range = { from: 0.123456, to: 0.999999, count: 3, spacing: 'linear' } as const;
    expect(spacedValues(range, false)).toEqual([0.123456, 0.5617, 0.999999]);
  });

  it('gives the first value when only one is wanted', () => {
    expect(spacedValues({ from: 2, to: 9, count: 1, spacing: 'linear' }, false)).toEqual([2]);
  });
});

describe('rangeProblem', () => {
  const range = { from: 0, to: 1, count: 3, spacing: 'linear' } as const;
  it('knows what cannot be spaced', () => {
    expect(rangeProblem(range)).toBeNull();
    expect(rangeProblem({ ...range, spacing: 'logarithmic' })).toMatch(/positive/);
    expect(rangeProblem({ ...range, to: Number.NaN })).toMatch(/last value/);
    expect(rangeProblem({ ...range, count: 2.5 })).toMatch(/whole number/);
  });
});

describe('sweepableSettings', () => {
  it('are single numbers that cells need not share', () => {
    const names = sweepableSettings();
    expect(names).toContain('rho');
    expect(names).toContain('batchSize');
    for (const name of ['trainCount', 'lambda', 'hidden', 'seed', 'bias'])
      expect(names).not.toContain(name);
    for (const name of names) expect(SETTINGS[name].control.kind).toBe('number');
  });
});

describe('the runs of a plan', () => {
  it('visit every cell once before any cell its second seed', () => {
    expect([cellCount(plan), runCount(plan)]).toEqual([6, 12]);
    const runs = Array.from({ length: 12 }, (_, run) => runAt(plan, run));
    expect(runs.map(({ cell }) => cell)).toEqual([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]);
    expect(runs.map(({ seed }) => seed)).toEqual([...Array(6).fill(7), ...Array(6).fill(8)]);
    expect(runsOfCell(plan, 4)).toEqual([4, 10]);
  });

  it('take their values from the axes and all else from the base', () => {
    expect(cellValues(plan, 4)).toEqual([0.1, 0.01]);
    expect(runSettings(plan, 10)).toEqual({ ...base, rho: 0.1, epsilon: 0.01, seed: 8 });
    expect(cellText(plan, 4)).toBe('Penalty ρ 0.1, Tolerance ε 0.01');
  });

  it('need one axis only', () => {
    const line = { ...plan, axes: plan.axes.slice(0, 1), seeds: 1 };
    expect(runCount(line)).toBe(3);
    expect(cellValues(line, 2)).toEqual([1]);
  });
});

describe('planProblems', () => {
  const withAxis = (values: readonly number[]) => ({
    ...plan,
    axes: [{ setting: 'rho' as const, values }],
  });

  it('finds none in a good plan', () => expect(planProblems(plan)).toEqual([]));

  it('names the cell whose settings do not hold', () => {
    const [problem, ...others] = planProblems(withAxis([0.1, 1e9]));
    expect(problem).toBe('With Penalty ρ 1000000000: Penalty ρ: must be at most 1000000.');
    expect(others).toEqual([]);
  });

  it('finds what only two settings together can have', () => {
    const schedule = { epsilonSchedule: 'geometric', epsilonMin: 0.005 } as const;
    const problems = planProblems({ ...plan, base: { ...base, ...schedule } });
    expect(problems).toHaveLength(3);
    expect(problems[0]).toMatch(/Tolerance ε 0.001: Smallest ε: must not exceed/);
  });

  it('checks the axes and the seeds themselves', () => {
    expect(planProblems(withAxis([]))).toEqual(['Penalty ρ: needs at least one value.']);
    expect(planProblems(withAxis([1, 1]))[0]).toMatch(/twice/);
    expect(planProblems(withAxis([1, Number.NaN]))[0]).toMatch(/must be a number/);
    expect(planProblems(withAxis(Array.from({ length: 16 }, (_, i) => i)))[0]).toMatch(/at most/);
    const [axis] = plan.axes;
    if (!axis) throw new Error('The plan has an axis.');
    expect(planProblems({ ...plan, axes: [axis, axis] })[0]).toMatch(/same setting/);
    expect(planProblems({ ...plan, seeds: MOST_SEEDS + 1 })[0]).toMatch(/seeds/);
  });

  it('notices a last seed that is out of bounds', () => {
    const late = { ...plan, base: { ...base, seed: 4294967295 } };
    expect(planProblems({ ...late, seeds: 1 })).toEqual([]);
    expect(planProblems(late)[0]).toMatch(/Seed: must be at most/);
  });
});
