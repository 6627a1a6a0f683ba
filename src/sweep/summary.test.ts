import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS } from '../settings/settings.ts';
import type { CellOutcome, CellResult } from './cellResult.ts';
import { curveBand } from './curveBand.ts';
import { sweepCsv, sweepJson } from './exportTable.ts';
import { median, quantile } from './statistics.ts';
import { cellContent, summarise } from './summary.ts';

const FINISHED: CellOutcome = { kind: 'finished', reason: 'iterations', iteration: 30 };
const none = { iterations: [], values: [] };

function result(testLoss: number | null, outcome: CellOutcome = FINISHED): CellResult {
  const accuracy = testLoss === null ? null : 1 - testLoss;
  return {
    outcome,
    final: {
      objective: testLoss,
      trainLoss: testLoss,
      testLoss,
      trainAccuracy: accuracy,
      testAccuracy: accuracy,
    },
    curves: { objective: none, testLoss: none, testAccuracy: none },
    elapsedMs: 5,
  };
}
const diverged = (iteration: number) => result(null, { kind: 'diverged', iteration });
const failed = result(null, { kind: 'failed', message: 'Out of "memory", twice.' });

describe('quantile', () => {
  it('is NumPy’s default', () => {
    // numpy.quantile([7, 1, 3, 10], [0, .25, .5, .75, 1])
    const values = [7, 1, 3, 10];
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))).toEqual([1, 2.5, 5, 7.75, 10]);
    expect(quantile([4], 0.3)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('stays finite as long as it lies among finite values', () => {
    expect(median([Number.POSITIVE_INFINITY, 1, 2])).toBe(2);
    expect(median([Number.POSITIVE_INFINITY, 1])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('summarise', () => {
  it('gives median, quartiles and the best, which way a figure is better', () => {
    const results = [result(0.4), result(0.1), result(0.2), null];
    const loss = summarise(results, 'testLoss');
    expect(loss).toMatchObject({ finished: 3, waiting: 1, median: 0.2, best: 0.1 });
    expect(loss.quartiles[0]).toBeCloseTo(0.15, 12);
    expect(loss.quartiles[1]).toBeCloseTo(0.3, 12);
    expect(summarise(results, 'testAccuracy').best).toBe(0.9);
  });

  it('counts a diverged run as the worst of all, for losses and for accuracy', () => {
    const one = [result(0.4), result(0.1), diverged(3)];
    expect(summarise(one, 'testLoss')).toMatchObject({ median: 0.4, best: 0.1, diverged: 1 });
    expect(summarise(one, 'testLoss').quartiles[1]).toBeNull();
    expect(summarise(one, 'testAccuracy').median).toBe(0.6);
    expect(summarise(one, 'testAccuracy').quartiles[0]).toBeNull();
  });

  it('leaves failed runs out and keeps their reason', () => {
    const summary = summarise([failed, result(0.3)], 'testLoss');
    expect(summary).toMatchObject({ failed: 1, median: 0.3, failure: 'Out of "memory", twice.' });
  });
});

describe('cellContent', () => {
  const content = (results: readonly (CellResult | null)[], statistic: 'median' | 'best') =>
    cellContent(summarise(results, 'testLoss'), statistic);

  it('shows a value, where most runs diverged the iteration, and nothing while nothing is known', () => {
    expect(content([null, null], 'median')).toEqual({ kind: 'empty' });
    expect(content([result(0.3), null], 'median')).toEqual({ kind: 'value', value: 0.3 });
    expect(content([diverged(4), diverged(8), result(0.3)], 'median')).toEqual({
      kind: 'diverged',
      iteration: 6,
    });
    expect(content([diverged(4), diverged(8), result(0.3)], 'best')).toEqual({
      kind: 'value',
      value: 0.3,
    });
    expect(content([failed], 'median')).toEqual({ kind: 'failed' });
  });
});

describe('curveBand', () => {
  it('takes the quartiles place by place and leaves out a curve that ended', () => {
    const iterations = [0, 1, 2];
    const band = curveBand([
      { iterations: [0, 1], values: [9, 8] },
      { iterations, values: [1, 2, 3] },
      { iterations, values: [5, 6, 7] },
    ]);
    expect(band.iterations).toEqual(iterations);
    expect(band.median).toEqual([5, 6, 5]);
    expect(band.low).toEqual([3, 4, 4]);
    expect(band.high).toEqual([7, 7, 6]);
  });
  it('is empty without curves', () => expect(curveBand([]).median).toEqual([]));
});

describe('the exports', () => {
  const plan = {
    base: { ...INITIAL_SETTINGS, algorithms: ['sgd'] as const },
    axes: [{ setting: 'sgdRate' as const, values: [0.1, 1, 10, 100] }],
    seeds: 1,
  };
  const results = [result(0.25), diverged(2), failed, null];

  it('write one line a run, whatever became of it', () => {
    const lines = sweepCsv(plan, results).split('\r\n');
    expect(lines).toEqual([
      'algorithm,sgdRate,seed,outcome,iteration,objective,trainLoss,testLoss,trainAccuracy,testAccuracy,elapsedMs,message',
      'sgd,0.1,1,finished,30,0.25,0.25,0.25,0.75,0.75,5,',
      'sgd,1,1,diverged,2,,,,,,5,',
      'sgd,10,1,failed,,,,,,,5,"Out of ""memory"", twice."',
      'sgd,100,1,waiting,,,,,,,,',
      '',
    ]);
  });

  it('write all settings and the data’s hash', () => {
    const read = JSON.parse(sweepJson(plan, { name: 'MNIST', hash: 'abc' }, results));
    expect(read.plan.base.hidden).toEqual([1000]);
    expect(read.data.hash).toBe('abc');
    expect(read.runs[1]).toMatchObject({
      sgdRate: 1,
      seed: 1,
      result: { outcome: { iteration: 2 } },
    });
  });
});
