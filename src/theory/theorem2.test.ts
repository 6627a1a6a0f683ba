import { describe, expect, it } from 'vitest';
import type { IterationRecord } from '../model/iterationRecord.ts';
import { dlamRecord, gradientRecord } from './testing/records.ts';
import { Theorem2 } from './theorem2.ts';

function judged(...records: readonly IterationRecord[]): Theorem2 {
  const theorem = new Theorem2();
  for (const record of records) theorem.read(record);
  return theorem;
}

/** L = 2. */
const sized = (
  iteration: number,
  omega: number,
  theta: readonly number[],
  tau: readonly number[],
  step: number,
  rho = 0.5,
) =>
  dlamRecord(
    iteration,
    1,
    { omega, theta, tau, rho, zSteps: [step, 2 * step], aSteps: [3 * step] },
    [step, step],
  );

describe('Theorem2', () => {
  const start = dlamRecord(0, 1);
  const first = sized(1, -1, [4, 2], [8], 1);
  const second = sized(2, 0.5, [8, 2], [4], 2);

  it('has by hand, for i = 1: W ½(4 − 8/4) + ½(2 − 2/4), z ¼(1 − ¼)(1 + 4), a ½(8 − 4/4)·9', () => {
    const theorem = judged(start, first, second);
    const byHand = 1 + 0.75 + 0.25 * 0.75 * 5 + 3.5 * 9;
    expect(theorem.current).toBeCloseTo(byHand, 12);
    expect(theorem.curve.xs).toEqual([1]);
    expect(theorem.curve.ys[0]).toBeCloseTo(byHand, 12);
  });

  it('keeps the least of the terms and multiplies it by k', () => {
    const theorem = judged(
      start,
      first,
      sized(2, 0, [4, 2], [8], 0.1),
      sized(3, 0, [4, 2], [8], 10),
      sized(4, 0, [4, 2], [8], 1),
    );
    // ω = 0, so a term is (θ₁ + θ₂)/2·s² + ¼·5s² + 4·9s² = 40.25 s², with s = 1, 0.1, 10 at i = 1, 2, 3.
    expect(theorem.curve.length).toBe(3);
    expect(theorem.current).toBeCloseTo(0.4025, 12);
    [40.25, 2 * 0.4025, 3 * 0.4025].forEach((value, index) =>
      expect(theorem.curve.ys[index]).toBeCloseTo(value, 12),
    );
  });

  it('is negative where Theorem 1’s condition fails, as it stands', () => {
    const theorem = judged(start, first, sized(2, 0.9, [40, 2], [8], 1));
    expect(theorem.current).toBeLessThan(0);
  });

  it('takes each ρ from its own record', () => {
    const steps = { theta: [0], tau: [], aSteps: [] };
    const theorem = judged(
      start,
      dlamRecord(1, 1, { ...steps, rho: 4, zSteps: [1] }, [0]),
      dlamRecord(2, 1, { ...steps, rho: 8, omega: 0.5, zSteps: [1] }, [0]),
    );
    expect(theorem.current).toBeCloseTo(4 / 2 - 8 / 8, 12);
  });

  it('knows nothing before the second iteration, or without z', () => {
    expect(judged(start, first).current).toBeNull();
    expect(judged(gradientRecord(0, 1), gradientRecord(1, 1)).curve.length).toBe(0);
  });
});
