import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dragged,
  type Grip,
  keySteps,
  lastAbove,
  middleHalf,
  shifted,
  withEnd,
} from './fitWindow.ts';

describe('the window of the fit', () => {
  it('is at first the middle half', () => {
    expect(middleHalf(400)).toEqual([100, 300]);
    expect(middleHalf(0)).toEqual([1, 2]);
  });

  it('is that of the iterations whose F − F* is worth a logarithm', () => {
    const gaps = { xs: [0, 1, 2, 3], ys: [9, 4, 5, 1], length: 4 };
    expect(lastAbove(gaps, 3)).toBe(2);
    expect(lastAbove({ ...gaps, length: 2 }, 3)).toBe(1);
    expect(lastAbove(gaps, 10)).toBe(0);
  });

  it('moves as a whole and keeps its length at either end', () => {
    expect(shifted([10, 30], 5, 100)).toEqual([15, 35]);
    expect(shifted([10, 30], -50, 100)).toEqual([1, 21]);
    expect(shifted([10, 30], 500, 100)).toEqual([80, 100]);
  });

  it('stretches up to its other end', () => {
    expect(withEnd([10, 30], 'from', 20, 100)).toEqual([20, 30]);
    expect(withEnd([10, 30], 'from', 40, 100)).toEqual([29, 30]);
    expect(withEnd([10, 30], 'to', 500, 100)).toEqual([10, 100]);
    expect(withEnd([10, 30], 'to', 3, 100)).toEqual([10, 11]);
  });

  it('is drawn anew in both directions', () => {
    expect(dragged('new', [1, 2], 50, 80, 100)).toEqual([50, 80]);
    expect(dragged('new', [1, 2], 50, 20, 100)).toEqual([20, 50]);
    expect(dragged('whole', [10, 30], 20, 25, 100)).toEqual([15, 35]);
  });

  it('stays within 1 … last and never vanishes, whatever is dragged', () => {
    const k = fc.integer({ min: -50, max: 250 });
    fc.assert(
      fc.property(
        fc.constantFrom<Grip>('new', 'whole', 'from', 'to'),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 99 }),
        k,
        (grip, one, other, start, now) => {
          const before = [Math.min(one, other), Math.max(one, other) + 1] as const;
          const [from, to] = dragged(grip, before, start, now, 100);
          expect(from).toBeGreaterThanOrEqual(1);
          expect(to).toBeLessThanOrEqual(100);
          expect(to).toBeGreaterThan(from);
        },
      ),
    );
  });

  it('obeys arrow keys, ten at a time with shift, and Home and End', () => {
    const press = (key: string, shift = false) => keySteps(key, shift, 40, 1, 90);
    expect(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'a'].map((key) => press(key))).toEqual([
      -1,
      1,
      -39,
      50,
      null,
    ]);
    expect(press('ArrowRight', true)).toBe(10);
  });
});
