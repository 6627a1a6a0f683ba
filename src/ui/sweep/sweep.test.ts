import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import type { CellResult } from '../../sweep/cellResult.ts';
import { summarise } from '../../sweep/summary.ts';
import { bandSpec } from './bandSpec.ts';
import { cellLines, figureWords, objectiveWarning } from './cellWords.ts';
import { heatColour, heatScale, heatShare, inkOn, luminance } from './heatScale.ts';
import { headOf, readSweep } from './storedSweep.ts';
import { axisSettings, defaultAxis, draftFor, planOf, withRange } from './sweepDraft.ts';
import { newSweep, type Sweep } from './sweepState.ts';

const data = { name: 'MNIST', hash: 'abcd' };
const plan = planOf({ ...draftFor(INITIAL_SETTINGS), seeds: 2 }, INITIAL_SETTINGS).plan;

function result(final: number): CellResult {
  const points = { iterations: [0, 30], values: [9, final] };
  return {
    outcome: { kind: 'finished', reason: 'iterations', iteration: 30 },
    final: {
      objective: final,
      trainLoss: final,
      testLoss: final,
      trainAccuracy: final,
      testAccuracy: final,
    },
    curves: { objective: points, testLoss: points, testAccuracy: points },
    elapsedMs: 1,
  };
}
const diverged: CellResult = { ...result(0), outcome: { kind: 'diverged', iteration: 4 } };

describe('the form of a sweep', () => {
  it('begins with ρ × ε for mDLAM, around their values', () => {
    const { axes, algorithm } = draftFor(INITIAL_SETTINGS);
    expect(algorithm).toBe('mdlam');
    expect(axes.map(({ setting }) => setting)).toEqual(['rho', 'epsilon']);
    expect(axes[0]?.values).toEqual([1e-4, 1e-3, 0.01, 0.1, 1]);
  });

  it('begins with the settings of the method itself elsewhere', () => {
    const axesOf = (algorithm: 'sgd' | 'adam' | 'dladmm') =>
      draftFor(INITIAL_SETTINGS, algorithm).axes.map(({ setting }) => setting);
    expect(axesOf('sgd')).toEqual(['sgdRate']);
    expect(axesOf('adam')).toEqual(['adamRate', 'beta1']);
    expect(axesOf('dladmm')).toEqual(['admmRho', 'admmNu']);
  });

  it('offers the settings that the algorithm looks at', () => {
    const names = axisSettings(INITIAL_SETTINGS, 'adam');
    expect(names).toContain('beta2');
    expect(names).not.toContain('rho');
    expect(names).not.toContain('epsilonDecay');
    const shrinking = { ...INITIAL_SETTINGS, epsilonSchedule: 'geometric' } as const;
    expect(axisSettings(shrinking, 'mdlam')).toContain('epsilonDecay');
  });

  it('keeps first ranges within the bounds of every setting', () => {
    for (const algorithm of ['mdlam', 'dladmm', 'adam', 'nesterov', 'adadelta'] as const)
      for (const name of axisSettings(INITIAL_SETTINGS, algorithm)) {
        const draft = { algorithm, axes: [defaultAxis(name, INITIAL_SETTINGS)], seeds: 1 };
        expect(planOf(draft, INITIAL_SETTINGS).problems, name).toEqual([]);
      }
  });

  it('spaces the values anew when the range changes, and waits while it is none', () => {
    const axis = defaultAxis('rho', INITIAL_SETTINGS);
    expect(withRange(axis, { count: 3 }).values).toEqual([1e-4, 0.01, 1]);
    expect(withRange(axis, { spacing: 'linear', from: 0.5, to: 1, count: 2 }).values).toEqual([
      0.5, 1,
    ]);
    expect(withRange(axis, { from: 'x' }).values).toEqual(axis.values);
  });

  it('names a value that is no number', () => {
    const draft = draftFor(INITIAL_SETTINGS);
    const axes = [{ ...defaultAxis('rho', INITIAL_SETTINGS), values: [0.1, 'abc'] }];
    expect(planOf({ ...draft, axes }, INITIAL_SETTINGS).problems).toEqual([
      'Penalty ρ: every value must be a number.',
    ]);
  });
});

describe('the colours of the map', () => {
  it('are light for good values, whichever way the figure is better', () => {
    const loss = heatScale([1, 2, 3], 'testLoss');
    const accuracy = heatScale([0.1, 0.9], 'testAccuracy');
    if (!loss || !accuracy) throw new Error('There are values.');
    expect([1, 2, 3].map((value) => heatShare(loss, value))).toEqual([1, 0.5, 0]);
    expect(heatShare(accuracy, 0.9)).toBe(1);
    expect(heatShare({ ...loss, high: 1 }, 1)).toBe(1);
    expect(heatScale([], 'testLoss')).toBeNull();
  });

  it('follow the logarithm of losses that span more than a decade', () => {
    const scale = heatScale([1, 10, 100], 'objective');
    if (!scale) throw new Error('There are values.');
    expect(scale.logarithmic).toBe(true);
    expect(heatShare(scale, 10)).toBeCloseTo(0.5, 12);
    expect(heatScale([-1, 100], 'objective')?.logarithmic).toBe(false);
  });

  it('grow lighter all the way, and leave a contrast of 4.5 to the text', () => {
    let former = -1;
    for (let share = 0; share <= 1; share += 0.01) {
      const colour = heatColour(share);
      const light = luminance(colour);
      expect(light).toBeGreaterThanOrEqual(former);
      former = light;
      const ink = inkOn(colour) === 'white' ? 1 : 0;
      const [high, low] = [Math.max(light, ink), Math.min(light, ink)];
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('a cell in words', () => {
  const words = figureWords('testAccuracy', 'mdlam');
  it('has median, quartiles and what became of the seeds', () => {
    const lines = (results: readonly (CellResult | null)[]) =>
      cellLines(plan, 0, summarise(results, 'testAccuracy'), words).slice(1);
    expect(cellLines(plan, 0, summarise([], 'testAccuracy'), words)[0]).toBe(
      'Penalty ρ 0.0001, Tolerance ε 0.00001',
    );
    expect(lines([null, null])).toEqual(['not yet trained']);
    expect(lines([result(0.5), null])).toEqual([
      'Test accuracy: median 50.00%, 25–75%: 50.00% to 50.00%',
      'best 50.00% of 1 finished',
      'seeds to come: 1',
    ]);
    expect(lines([result(0.5), diverged])[0]).toBe('Test accuracy: median diverged');
    expect(lines([result(0.5), result(0.7), diverged])[0]).toBe(
      'Test accuracy: median 50.00%, 25–75%: diverged to 60.00%',
    );
    expect(lines([result(0.5), diverged])[2]).toBe('diverged at 4 (1 of 2 seeds)');
  });

  it('calls the objective what the method minimises', () => {
    expect(figureWords('objective', 'mdlam').title).toBe('Objective F');
    expect(figureWords('objective', 'adam').title).toBe('Objective J');
    expect(figureWords('objective', 'dladmm').title).toBe('Objective L');
  });

  it('warns where F is another function in every column', () => {
    expect(objectiveWarning(plan, 'objective')).toMatch(/F is another function for each value/);
    expect(objectiveWarning(plan, 'testLoss')).toBeNull();
    expect(objectiveWarning({ ...plan, axes: plan.axes.slice(1) }, 'objective')).toBeNull();
  });
});

describe('the curves of a cell', () => {
  const sweep: Sweep = {
    ...newSweep(plan, data),
    results: newSweep(plan, data).results.with(3, result(1)).with(28, result(3)),
  };
  it('are the median and its quartiles, over a logarithmic axis only where they need it', () => {
    const { spec, band, xAxis } = bandSpec(sweep, 3, 'objective');
    expect(spec.series.map(({ group, columns }) => [group, columns.ys.at(-1)])).toEqual([
      ['median', 2],
      ['25%', 1.5],
      ['75%', 2.5],
    ]);
    expect(band?.iterations).toEqual([0, 30]);
    expect([spec.scale, xAxis.domain]).toEqual(['linear', [0, 30]]);
  });
  it('are one curve while there is one, and none before', () => {
    const single = { ...sweep, results: sweep.results.with(28, null) };
    expect(bandSpec(single, 3, 'testLoss')).toMatchObject({
      band: null,
      spec: { scale: 'linear' },
    });
    expect(bandSpec(single, 3, 'testLoss').spec.series).toHaveLength(1);
    expect(bandSpec(single, 0, 'testLoss').spec.series[0]?.columns.length).toBe(0);
  });
});

describe('a stored sweep', () => {
  const sweep = newSweep(plan, data);
  const head = () => structuredClone(headOf(sweep)) as Record<string, never>;

  it('comes back as it was, with the results that can be read', () => {
    const stored = new Map<number, unknown>([
      [0, result(1)],
      [1, { ...result(1), elapsedMs: 'long' }],
      [2, diverged],
    ]);
    const read = readSweep(head(), stored);
    expect(read).toEqual({ ...sweep, results: sweep.results.with(0, result(1)).with(2, diverged) });
  });

  it('is forgotten when it is of another version, or its settings no longer hold', () => {
    expect(readSweep({ ...head(), version: 0 }, new Map())).toBeNull();
    expect(readSweep(undefined, new Map())).toBeNull();
    const { plan: stored } = headOf(sweep) as { plan: typeof plan };
    const base = { ...stored.base, iterations: -1 };
    expect(readSweep({ ...head(), plan: { ...stored, base } }, new Map())).toBeNull();
    const axes = [{ setting: 'lambda', values: [1] }];
    expect(readSweep({ ...head(), plan: { ...stored, axes } }, new Map())).toBeNull();
    expect(readSweep({ ...head(), plan: { ...stored, seeds: 0 } }, new Map())).toBeNull();
  });
});
