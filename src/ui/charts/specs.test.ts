import { describe, expect, it } from 'vitest';
import { ALGORITHMS, type Algorithm } from '../../model/algorithms.ts';
import { INITIAL_VIEW } from '../store/viewStore.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRun } from '../testing/fakeRun.ts';
import { objectiveKinds, shownKind } from './objectiveKind.ts';
import { partsSpec } from './partsSpec.ts';
import { shownSamples } from './runSeries.ts';
import { accuracySpec, gapSpec, lossSpec, objectiveSpec } from './specs.ts';

const forward = { trainLoss: 1, trainAccuracy: 0.5, testLoss: 2, testAccuracy: 0.4 };
const race = (...algorithms: readonly Algorithm[]) =>
  algorithms.map((algorithm) => fakeRun(algorithm, [{ ...fakeRecord(0), forward }]));
const all = race(...ALGORITHMS);
const groups = (spec: { readonly series: readonly { readonly group: string }[] }) =>
  [...new Set(spec.series.map(({ group }) => group))].toSorted();

describe('the objective chart', () => {
  it('never draws two kinds of objective', () => {
    expect(groups(objectiveSpec(all, 'F', INITIAL_VIEW))).toEqual(['dlam', 'mdlam']);
    expect(groups(objectiveSpec(all, 'L', INITIAL_VIEW))).toEqual(['dladmm']);
    expect(groups(objectiveSpec(all, 'J', INITIAL_VIEW))).toHaveLength(8);
  });

  it('names what it shows', () => {
    const words = (['F', 'J', 'L'] as const).map((kind) => objectiveSpec(all, kind, INITIAL_VIEW));
    expect(words.map(({ title }) => title)).toEqual(['Objective F', 'Objective J', 'Objective L']);
    expect(words.map(({ unit }) => unit.split(' (')[0])).toEqual([
      'F of Problem 2',
      'J, the regularised training loss',
      'L, dlADMM’s augmented Lagrangian',
    ]);
  });

  it('offers the kinds that the race has, F first', () => {
    expect(objectiveKinds(all)).toEqual(['F', 'J', 'L']);
    expect(objectiveKinds(race('sgd', 'dladmm'))).toEqual(['J', 'L']);
    expect(shownKind(all, 'L')).toBe('L');
    expect(shownKind(race('sgd', 'adam'), 'F')).toBe('J');
    expect(shownKind(race('mdlam', 'adam'), 'L')).toBe('F');
    expect(shownKind([], 'F')).toBe('F');
  });
});

describe('the other charts', () => {
  it('draw the forward pass of every run', () => {
    expect(lossSpec(all, 'test', INITIAL_VIEW).series).toHaveLength(ALGORITHMS.length);
    expect(accuracySpec(all, 'both', INITIAL_VIEW, false).series).toHaveLength(
      2 * ALGORITHMS.length,
    );
  });

  it.each([
    ['test', [2]],
    ['train', [1]],
    ['both', [2, 1]],
  ] as const)('draw the %s samples', (samples, values) => {
    const { series } = lossSpec(race('adam'), samples, INITIAL_VIEW);
    expect(series.map(({ columns }) => columns.ys[0])).toEqual(values);
  });

  it('show test and training samples of a pair, and the test samples of more', () => {
    expect(shownSamples(race('mdlam', 'dlam'), null)).toBe('both');
    expect(shownSamples(race('mdlam', 'dlam', 'sgd'), null)).toBe('test');
    expect(shownSamples(race('mdlam', 'dlam', 'sgd'), 'both')).toBe('both');
  });

  it('draw the gap of what has z and a', () =>
    expect(groups(gapSpec(all, INITIAL_VIEW))).toEqual(['dladmm', 'dlam', 'mdlam']));
});

describe('smoothing and repeats', () => {
  const repeats = [1, 2, 3].map((seed, index) => {
    const run = fakeRun('sgd', [{ ...fakeRecord(0), objective: [5, 1, 3][index] as number }]);
    return { ...run, key: `sgd-${seed}`, summary: { ...run.summary, seed } };
  });
  const view = { ...INITIAL_VIEW, smoothing: 'medium' } as const;

  it('keep what was measured beside its average, and say how it was smoothed', () => {
    const spec = objectiveSpec(race('mdlam'), 'F', view);
    expect(spec.series[0]?.raw?.ys).toEqual([1]);
    expect(spec.smoothed).toBe('moving average, weight 0.9');
    expect(objectiveSpec(race('mdlam'), 'F', INITIAL_VIEW).series[0]?.raw).toBeUndefined();
  });

  it('never smooth the ticks', () => {
    const plain = objectiveSpec(race('mdlam'), 'F', INITIAL_VIEW).raised;
    expect(objectiveSpec(race('mdlam'), 'F', view).raised).toEqual(plain);
  });

  it('show the median of repeats with its range, or each of them', () => {
    const [median, ...others] = objectiveSpec(repeats, 'J', INITIAL_VIEW).series;
    expect(others).toEqual([]);
    expect([median?.columns.ys, median?.band?.low, median?.band?.high]).toEqual([[3], [1], [5]]);
    expect(median?.band?.words).toBe('median of 3 seeds, range');
    expect(objectiveSpec(repeats, 'J', { ...INITIAL_VIEW, seeds: 'each' }).series).toHaveLength(3);
  });
});

describe('the parts', () => {
  const split = { loss: 5, penalties: [1, 2], residuals: [3, 4], constraintGap: 0 };
  const admm = {
    rho: 1,
    nu: 1,
    activationPenalty: 6,
    dualTerm: -8,
    dualNorm: 1,
    primalResidual: 1,
    theta: [],
    tau: [],
  };
  const values = (algorithm: Algorithm) => {
    const run = fakeRun(algorithm, [{ ...fakeRecord(0), split, admm }]);
    return partsSpec(run, INITIAL_VIEW).series.map(({ columns }) => columns.ys[0]);
  };

  it('of F are three', () => expect(values('mdlam')).toEqual([5, 3, 7]));
  it('of L are five, the dual term by its size', () =>
    expect(values('dladmm')).toEqual([5, 3, 7, 6, 8]));
  it('are none without a run', () => expect(partsSpec(null, INITIAL_VIEW).series).toEqual([]));
});
