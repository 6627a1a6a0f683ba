import { describe, expect, it } from 'vitest';
import {
  GapReader,
  gapResolution,
  LeastObjective,
  objectiveFloor,
  remainingDecrease,
  usableGap,
} from './objectiveFloor.ts';
import { fitRate } from './rateFit.ts';
import { dlamRecord } from './testing/records.ts';

const recordsOf = (...objectives: readonly number[]) => objectives.map((F, k) => dlamRecord(k, F));

describe('objectiveFloor', () => {
  const sources = { typed: 1, seen: [7, null, 5], reference: 3 };
  it('is what was chosen', () => {
    expect(objectiveFloor('typed', sources)).toBe(1);
    expect(objectiveFloor('reference', sources)).toBe(3);
    expect(objectiveFloor('least-seen', sources)).toBe(5);
  });
  it('is nothing without a source', () => {
    const empty = { typed: null, seen: [null], reference: null };
    for (const kind of ['typed', 'reference', 'least-seen'] as const) {
      expect(objectiveFloor(kind, empty)).toBeNull();
    }
  });
});

describe('LeastObjective', () => {
  it('is the least finite F', () => {
    const least = new LeastObjective();
    expect(least.value).toBeNull();
    for (const record of recordsOf(4, 2, 3, Number.NaN, Number.NEGATIVE_INFINITY))
      least.read(record);
    expect(least.value).toBe(2);
  });

  it.each([{ epsilon: 1e-9 }, { rho: 9 }])(
    'begins anew when it is another problem: %o',
    (changed) => {
      const least = new LeastObjective();
      const records = [
        dlamRecord(0, 4),
        dlamRecord(1, 1),
        dlamRecord(2, 3, changed),
        dlamRecord(3, 3.5, changed),
      ];
      for (const record of records) least.read(record);
      expect(least.value).toBe(3);
    },
  );
});

describe('GapReader', () => {
  const records = recordsOf(5, 3, 2, 1, 2.5, Number.POSITIVE_INFINITY);

  it('leaves out what is not above F*, and clips nothing', () => {
    const { xs, ys, length, leftOut } = new GapReader(2).readTo(records, 6);
    expect([xs, ys, length]).toEqual([[0, 1, 4], [3, 1, 0.5], 3]);
    expect(leftOut).toEqual([2, 3, 5]);
  });

  it('goes on where it stopped, and older snapshots stay', () => {
    const reader = new GapReader(2);
    const before = reader.readTo(records, 2);
    const after = reader.readTo(records, 5);
    expect([before.length, before.leftOutLength]).toEqual([2, 0]);
    expect([after.length, after.leftOutLength]).toEqual([3, 2]);
  });
});

describe('gapResolution', () => {
  it('is some roundings of F: 8·2⁻²⁴ and 8·2⁻⁵³ of it', () => {
    expect(gapResolution(-(2 ** 24), 'float32')).toBe(8);
    expect(gapResolution(2 ** 24, 'float64')).toBe(8 * 2 ** -29);
  });
});

describe('remainingDecrease', () => {
  const along = (F: (k: number) => number, count = 401) =>
    remainingDecrease(
      Array.from({ length: count }, (_, k) => dlamRecord(k, F(k))),
      count,
      'float64',
    );

  it('is exact for a geometric sequence', () =>
    expect(along((k) => 5 + 0.99 ** k)).toBeCloseTo(0.99 ** 400, 10));

  it('is a third of what is left of 1/k', () =>
    expect(along((k) => 5 + 1 / (k + 1e-9))).toBeCloseTo(1 / 1200, 5));

  it('is as much again as in the last half where the fall does not slow down, or F rises', () => {
    expect(along((k) => -k)).toBe(200);
    expect(along((k) => k)).toBe(200);
  });

  it('measures iterations, not records, where the history was thinned', () => {
    const kept = [...Array(4001).keys()].filter((k) => k % 7 === 0 || k > 3000);
    const records = kept.map((k) => dlamRecord(k, 5 + 0.999 ** k));
    const share = remainingDecrease(records, records.length, 'float64') / 0.999 ** 4000;
    expect(Math.abs(share - 1)).toBeLessThan(0.02);
  });

  it('is nothing once F rests, and looks at the snapshot only', () => {
    expect(along(() => 5)).toBe(0);
    const records = recordsOf(4, 3, 2, 1, 0, 0, 0, 0, 0);
    expect(remainingDecrease(records, 5, 'float64')).toBe(2);
    expect(remainingDecrease(records, 9, 'float64')).toBe(0);
  });
});

describe('a rate measured from a run’s own least F', () => {
  /** The verdict on a run of 400 iterations, with and without regard for how little is known of F*. */
  function verdict(F: (k: number) => number, from: number, to: number, regard = true): string {
    const records = Array.from({ length: 401 }, (_, k) => dlamRecord(k, F(Math.max(1, k))));
    const floor = F(400);
    const uncertainty = regard ? remainingDecrease(records, 401, 'float64') : 0;
    const gaps = new GapReader(floor).readTo(records, 401);
    const resolution = usableGap(floor, uncertainty, 'float64');
    return fitRate(gaps, { from, to, resolution }).kind;
  }

  it('looks straight in the middle, whatever it is, without that regard', () =>
    expect(verdict((k) => 9 + 1 / k, 100, 300, false)).toBe('linear'));

  const windows = [
    [1, 60],
    [10, 40],
    [20, 90],
    [40, 120],
    [100, 300],
    [1, 400],
  ] as const;
  it.each(windows)('is no linear one for powers of k: k = %d … %d', (from, to) => {
    for (const power of [0.5, 1, 2]) {
      expect(
        verdict((k) => 9 + k ** -power, from, to),
        `k^−${power}`,
      ).not.toBe('linear');
    }
  });

  it('is still found where the run has come far enough', () =>
    expect(verdict((k) => 9 + 0.98 ** k, 100, 300)).toBe('linear'));

  it('is still found early in a run that then crawls', () =>
    expect(verdict((k) => 9 + 50 * 0.9 ** k - 1e-4 * k, 10, 50)).toBe('linear'));
});
