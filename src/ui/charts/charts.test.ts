import { describe, expect, it } from 'vitest';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRun } from '../testing/fakeRun.ts';
import { fittedAccuracyDomain } from './accuracyDomain.ts';
import { columnsOf } from './columns.ts';
import { raisedBars, raisedRows, rowBars } from './raisedBars.ts';

function record(iteration: number, trainLoss: number | null): IterationRecord {
  const forward =
    trainLoss === null ? null : { trainLoss, trainAccuracy: 0, testLoss: 0, testAccuracy: 0 };
  return { ...fakeRecord(iteration), forward };
}

function columns(xs: readonly number[], ys: readonly number[] = xs) {
  return { xs, ys, length: xs.length };
}

describe('columnsOf', () => {
  const pick = (one: IterationRecord) => one.forward?.trainLoss ?? null;
  const records = [record(0, 3), record(1, null), record(2, 1)];
  const run = (count: number) => ({ ...fakeRun('sgd', records), count });

  it('leaves out what was not measured', () => {
    const { xs, ys, length } = columnsOf(run(3), 'iteration', pick);
    expect([xs, ys, length]).toEqual([[0, 2], [3, 1], 2]);
  });

  it('grows with the records and counts seconds', () => {
    expect(columnsOf(run(3), 'seconds', pick).xs).toEqual([0, 0.2]);
    records.push(record(3, 0.5));
    expect(columnsOf(run(4), 'seconds', pick).xs).toEqual([0, 0.2, 0.3]);
  });
});

describe('fittedAccuracyDomain', () => {
  it('leaves the climb below the axis once there are enough points', () => {
    const late = Array.from({ length: 60 }, (_, i) => (i < 3 ? 0.1 : 0.9 + i / 1000));
    const [low, high] = fittedAccuracyDomain([columns(late)]);
    expect(low).toBeGreaterThan(0.8);
    expect(high).toBeGreaterThanOrEqual(0.96);
  });
  it('shows few points in full', () => {
    const [low] = fittedAccuracyDomain([columns([0.1, 0.8])]);
    expect(low).toBeLessThanOrEqual(0.1);
  });
  it('exists without points', () => expect(fittedAccuracyDomain([])[0]).toBe(0));
});

describe('raisedBars', () => {
  it('gives the share of each pixel column', () => {
    const all = columns([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(raisedBars(columns([6, 7]), all, { domain: [0, 8] }, 2)).toEqual([
      { pixel: 2, share: 1 },
    ]);
    expect(raisedBars(columns([3]), all, { domain: [0, 8] }, 2)).toEqual([
      { pixel: 1, share: 0.25 },
    ]);
  });

  it('are those of the window alone', () => {
    const all = columns([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(raisedBars(columns([1, 6]), all, { domain: [5, 7] }, 2)).toEqual([
      { pixel: 1, share: 1 },
    ]);
  });

  it('share a row where repeats are one curve, by the mean of their shares', () => {
    const all = columns([0, 1, 2, 3]);
    const mark = (row: string, xs: readonly number[]) => ({
      row,
      group: row,
      color: '',
      columns: columns(xs),
      all,
    });
    const [first, second, ...others] = raisedRows([mark('a', [1]), mark('b', [2]), mark('a', [])]);
    expect([first?.marks.length, second?.marks.length, others]).toEqual([2, 1, []]);
    expect(first && rowBars(first, { domain: [0, 4] }, 4)).toEqual([{ pixel: 1, share: 0.5 }]);
  });
});
