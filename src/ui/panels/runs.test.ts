import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../../model/algorithms.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { COMMON, fakeRun } from '../testing/fakeRun.ts';
import { differingParts } from './commonStart.ts';
import {
  bestRuns,
  FIGURES_OF_MANY,
  nextOrder,
  OBJECTIVE,
  RUN_FIGURES,
  sortedRuns,
  TEST_ACCURACY,
} from './runFigures.ts';

function run(algorithm: Algorithm, objective: number, testAccuracy: number | null) {
  const forward =
    testAccuracy === null ? null : { trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy };
  return fakeRun(algorithm, [{ ...fakeRecord(1), objective, forward }]);
}

const RUNS = [run('sgd', 5, 0.8), run('mdlam', 9, null), run('adam', 3, 0.9), run('dlam', 8, 0.9)];
const ids = (runs: readonly { readonly summary: { readonly id: string } }[]) =>
  runs.map(({ summary }) => summary.id);

describe('the order of runs', () => {
  it('puts runs without the figure last, either way', () => {
    expect(ids(sortedRuns(RUNS, { figure: TEST_ACCURACY, first: 'most' }))).toEqual([
      'adam',
      'dlam',
      'sgd',
      'mdlam',
    ]);
    expect(ids(sortedRuns(RUNS, { figure: TEST_ACCURACY, first: 'least' })).at(-1)).toBe('mdlam');
  });

  it('compares objectives within their kind only', () =>
    expect(ids(sortedRuns(RUNS, { figure: OBJECTIVE, first: 'least' }))).toEqual([
      'dlam',
      'mdlam',
      'adam',
      'sgd',
    ]));

  it('begins with the best, turns round, and ends as in the race', () => {
    const first = nextOrder(null, TEST_ACCURACY);
    const second = nextOrder(first, TEST_ACCURACY);
    expect([first?.first, second?.first]).toEqual(['most', 'least']);
    expect(nextOrder(second, TEST_ACCURACY)).toBeNull();
    expect(nextOrder(second, OBJECTIVE)).toEqual({ figure: OBJECTIVE, first: 'least' });
    expect(sortedRuns(RUNS, null)).toBe(RUNS);
  });

  it('has the same figures for few runs as for many', () => {
    expect(FIGURES_OF_MANY).toHaveLength(RUN_FIGURES.length);
    expect(new Set(FIGURES_OF_MANY)).toEqual(new Set(RUN_FIGURES));
  });
});

describe('the best test accuracy', () => {
  it('may be that of two runs', () => expect(bestRuns(RUNS)).toEqual(['adam', 'dlam']));
  it('is nobody’s while all are equal or unknown', () => {
    expect(bestRuns([run('sgd', 1, 0.5), run('adam', 1, 0.5)])).toEqual([]);
    expect(bestRuns([run('sgd', 1, null)])).toEqual([]);
  });
});

describe('the common start', () => {
  const other = (part: 'weights' | 'data' | 'order') => ({
    ...fakeRun('adam'),
    summary: { ...fakeRun('adam').summary, common: { ...COMMON, [part]: 'ffff' } },
  });
  it('is common', () => expect(differingParts([fakeRun('sgd'), fakeRun('adam')])).toEqual([]));
  it.each(['weights', 'data', 'order'] as const)('names %s that differ', (part) =>
    expect(differingParts([fakeRun('sgd'), other(part)])).toEqual([part]),
  );
});
