import { describe, expect, it } from 'vitest';
import { fakeRun } from '../testing/fakeRun.ts';
import { seedBand } from './seedBand.ts';
import { hasRepeats, seedGroups } from './seedGroups.ts';

function curve(points: Readonly<Record<number, number>>) {
  const xs = Object.keys(points).map(Number);
  return { xs, ys: Object.values(points), length: xs.length };
}

describe('the median of several curves', () => {
  it('is that of every common place, with the range', () => {
    const { columns, band } = seedBand([
      curve({ 0: 9, 1: 1, 2: 4 }),
      curve({ 0: 7, 1: 2, 2: 5 }),
      curve({ 0: 8, 1: 6, 2: 0 }),
    ]);
    expect([columns.xs, columns.ys]).toEqual([
      [0, 1, 2],
      [8, 2, 4],
    ]);
    expect([band.low, band.high, band.quartiles]).toEqual([[7, 1, 0], [9, 6, 5], null]);
  });

  it('has the middle half from four curves on', () => {
    const { band } = seedBand([0, 4, 8, 12].map((y) => curve({ 0: y })));
    expect(band.quartiles).toEqual({ low: [3], high: [9] });
    expect(band.words).toBe('median of 4 seeds, range and quartiles');
  });

  it('begins where the last curve begins and ends where the first one ends', () => {
    const { columns } = seedBand([curve({ 0: 1, 1: 1, 2: 1 }), curve({ 1: 3, 2: 3, 3: 3 })]);
    expect(columns.xs).toEqual([1, 2]);
  });

  it('takes the newest value at a place that is not common, never one between two', () => {
    const { columns, band } = seedBand([curve({ 0: 10, 2: 20 }), curve({ 0: 0, 1: 2, 3: 4 })]);
    expect(columns.xs).toEqual([0, 1, 2]);
    expect(band.high).toEqual([10, 10, 20]);
    expect(band.low).toEqual([0, 2, 2]);
  });

  it('grows with its curves as if they had been there at once', () => {
    const [one, other] = [curve({ 0: 1, 1: 2 }), curve({ 0: 3 })];
    expect(seedBand([one, other]).columns.xs).toEqual([0]);
    one.xs.push(2);
    one.ys.push(5);
    other.xs.push(1, 2);
    other.ys.push(4, 7);
    const grown = seedBand([
      { ...one, length: 3 },
      { ...other, length: 3 },
    ]);
    expect(grown.columns.ys).toEqual([2, 3, 6]);
    const atOnce = seedBand([curve({ 0: 1, 1: 2, 2: 5 }), curve({ 0: 3, 1: 4, 2: 7 })]);
    expect([grown.columns, grown.band]).toEqual([atOnce.columns, atOnce.band]);
  });

  it('is nothing while a curve has no value, and no number where one has none', () => {
    expect(seedBand([curve({ 0: 1 }), curve({})]).columns.length).toBe(0);
    const { columns } = seedBand([
      curve({ 0: 1, 1: 1 }),
      curve({ 0: 2, 1: Number.POSITIVE_INFINITY }),
    ]);
    expect(columns.ys).toEqual([1.5, Number.NaN]);
  });
});

describe('repeats', () => {
  const run = (key: string, seed: number, changes: Readonly<Record<string, unknown>> = {}) => {
    const one = fakeRun('sgd');
    const settings = { ...one.origin.settings, seed, ...changes };
    const summary = { ...one.summary, seed, name: `SGD, seed ${seed}` };
    const marks = { ...one.marks, name: summary.name };
    return { ...one, key, summary, marks, origin: { ...one.origin, settings } };
  };
  const keys = (runs: Parameters<typeof seedGroups>[0]) =>
    seedGroups(runs).map((group) => group.runs.map(({ key }) => key));

  it('are equal but for their seed', () => {
    expect(keys([run('b', 2), run('a', 1), run('c', 3)])).toEqual([['a', 'b', 'c']]);
    expect(keys([run('a', 1), run('b', 2, { batchSize: 7 })])).toEqual([['a'], ['b']]);
    const other = run('b', 2);
    const data = { ...other.origin.data, hash: 'other' };
    expect(keys([run('a', 1), { ...other, origin: { ...other.origin, data } }])).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  it('are not the same seed twice', () => {
    expect(keys([run('a', 1), run('again', 1), run('b', 2)])).toEqual([['a', 'b'], ['again']]);
    expect(hasRepeats([run('a', 1), run('again', 1)])).toBe(false);
    expect(hasRepeats([run('a', 1), run('b', 2)])).toBe(true);
  });

  it('have the name of their algorithm, or the one that was given', () => {
    expect(seedGroups([run('a', 1), run('b', 2)])[0]?.name).toBe('SGD');
    const named = run('a', 1);
    const marks = { ...named.marks, name: 'baseline' };
    expect(seedGroups([{ ...named, marks }, run('b', 2)])[0]?.name).toBe('baseline');
    expect(seedGroups([run('a', 1)])[0]?.name).toBe('SGD, seed 1');
  });
});
