import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../../model/algorithms.ts';
import type { Settings } from '../../settings/settings.ts';
import type { LabRun } from '../store/labState.ts';
import { freeName } from '../store/runNames.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRun } from '../testing/fakeRun.ts';
import { compareRuns, differingSettings } from './differences.ts';
import {
  firstAtTarget,
  inOrder,
  nextColumnOrder,
  type RunColumn,
  runColumns,
} from './runColumns.ts';

function run(algorithm: Algorithm, settings: Partial<Settings> = {}, accuracies: number[] = []) {
  const records = accuracies.map((testAccuracy, k) => ({
    ...fakeRecord(k),
    objective: 10 - k,
    forward: { trainLoss: 1, trainAccuracy: 1, testLoss: 1, testAccuracy },
  }));
  const plain = fakeRun(algorithm, records);
  const key = `${algorithm} ${JSON.stringify(settings)}`;
  const origin = { ...plain.origin, settings: { ...plain.origin.settings, ...settings } };
  return { ...plain, key, origin } satisfies LabRun;
}

const column = (runs: readonly LabRun[], key: string) =>
  runColumns(runs, 0.9).find((one) => one.key === key) as RunColumn;

describe('the settings in which runs differ', () => {
  it('are those that have an effect', () => {
    expect(differingSettings([run('mdlam', { rho: 1 }), run('mdlam', { rho: 2 })])).toEqual([
      'rho',
    ]);
    // ρ means nothing to Adam.
    expect(differingSettings([run('mdlam', { rho: 1 }), run('adam', { rho: 2 })])).toEqual([]);
    expect(differingSettings([run('sgd'), run('adam')])).toEqual([]);
    expect(differingSettings([run('sgd', { seed: 1 }), run('sgd', { seed: 2 })])).toEqual(['seed']);
  });

  it('make a comparison of two, with data, start and engine', () => {
    const one = run('mdlam', { rho: 1e-5, hidden: [100, 50] });
    const other = run('adam', { rho: 1e-5, hidden: [] });
    const differing = compareRuns(one, other).filter(({ differs }) => differs);
    expect(differing.find(({ label }) => label === 'Algorithm')?.values).toEqual(['mDLAM', 'Adam']);
    expect(differing.find(({ label }) => label === 'Hidden layers')?.values).toEqual([
      '100, 50',
      'none',
    ]);
    expect(differing.find(({ label }) => label === 'Penalty ρ')?.values).toEqual(['1e-5', '–']);
    expect(differing.map(({ label }) => label)).not.toContain('Data');
    const moved = {
      ...other,
      origin: { ...other.origin, start: { ...one.origin.start, weights: 'x' } },
    };
    expect(compareRuns(one, moved).find(({ label }) => label === 'W⁰ (hash)')?.differs).toBe(true);
  });
});

describe('the table of runs', () => {
  const slow = run('sgd', { sgdRate: 0.1 }, [0.1, 0.5, 0.91]);
  const fast = run('sgd', { sgdRate: 0.5 }, [0.1, 0.95, 0.94]);
  const never = run('mdlam', {}, [0.1, 0.2]);
  const runs = [slow, fast, never];

  it('has a column a differing setting, and none for the others', () => {
    const keys = runColumns(runs, 0.9).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith('setting-'))).toEqual(['setting-sgdRate']);
    expect(column(runs, 'setting-sgdRate').text(never)).toBe('–');
    expect(keys).not.toContain('data');
  });

  it('tells when the target was first reached, by the records and not by the last one', () => {
    expect(firstAtTarget(fast, 0.945)?.iteration).toBe(1);
    expect(firstAtTarget(never, 0.9)).toBeNull();
    expect(column(runs, 'time-to-target').text(slow)).toBe('0.2 s (iteration 2)');
    expect(column(runs, 'time-to-target').text(never)).toBe('not reached');
  });

  it('sorts by a column, those without a value last in both directions', () => {
    const columns = runColumns(runs, 0.9);
    const sorted = (first: 'least' | 'most') =>
      inOrder(runs, columns, { key: 'time-to-target', first }).map(({ key }) => key);
    expect(sorted('least')).toEqual([fast.key, slow.key, never.key]);
    expect(sorted('most')).toEqual([slow.key, fast.key, never.key]);
  });

  it('never ranks one kind of objective against another', () => {
    const columns = runColumns(runs, 0.9);
    const ranked = inOrder(runs, columns, { key: 'objective', first: 'least' });
    expect(ranked.map(({ summary }) => summary.algorithm)).toEqual(['mdlam', 'sgd', 'sgd']);
  });

  it('goes through best, worst and the order of time', () => {
    const accuracy = column(runs, 'test-accuracy');
    const first = nextColumnOrder(null, accuracy);
    const second = nextColumnOrder(first, accuracy);
    expect([first?.first, second?.first, nextColumnOrder(second, accuracy)]).toEqual([
      'most',
      'least',
      null,
    ]);
  });
});

describe('freeName', () => {
  it('counts up until nobody has the name', () => {
    expect(freeName('Adam', new Set(['SGD']))).toBe('Adam');
    expect(freeName('Adam', new Set(['Adam']))).toBe('Adam 2');
    expect(freeName('Adam', new Set(['Adam', 'Adam 2']))).toBe('Adam 3');
  });
});
