import { describe, expect, it } from 'vitest';
import type { IterationRecord } from '../model/iterationRecord.ts';
import { dlamRecord, gradientRecord } from './testing/records.ts';
import { Theorem1 } from './theorem1.ts';

function judged(...records: readonly IterationRecord[]): Theorem1 {
  const theorem = new Theorem1();
  for (const record of records) theorem.read(record);
  return theorem;
}

const START = dlamRecord(0, 1);
const FIRST = dlamRecord(1, 1, { omega: -1, theta: [4, 4], tau: [2] });
const judgedWith = (omega: number, theta: readonly number[], tau: readonly number[]) => {
  const theorem = judged(START, FIRST, dlamRecord(2, 1, { omega, theta, tau }));
  return [theorem.held, theorem.judged];
};

describe('Theorem1', () => {
  it('judges from the second iteration on: the first has no θ before it', () => {
    expect(judged(START, FIRST).judged).toBe(0);
    expect(judged(START, FIRST).share).toBeNull();
  });

  it('holds while ω² is below every ratio', () =>
    expect(judgedWith(0.7, [8, 4], [4])).toEqual([1, 1]));

  it.each([
    ['a hidden θ', 0.8, [8, 4], [2]],
    ['the last θ', 0.8, [4, 8], [2]],
    ['τ', 0.8, [4, 4], [4]],
  ])('fails by %s that doubled', (_, omega, theta, tau) =>
    // 0.8² = 0.64 > 1/2.
    expect(judgedWith(omega, theta, tau)).toEqual([0, 1]),
  );

  it('is strict', () => expect(judgedWith(1, [4, 4], [2])).toEqual([0, 1]));

  it('looks at the step sizes of the iteration before, not at older ones', () => {
    const sizes = (theta: number) => ({ omega: 0.8, theta: [theta, 4], tau: [2] });
    const theorem = judged(
      START,
      FIRST,
      dlamRecord(2, 1, sizes(8)),
      dlamRecord(3, 1, sizes(8)),
      dlamRecord(4, 1, sizes(4)),
    );
    expect([theorem.held, theorem.judged, theorem.share]).toEqual([2, 3, 2 / 3]);
  });

  it('says nothing of methods without step sizes', () =>
    expect(judged(gradientRecord(0, 1), gradientRecord(1, 1)).judged).toBe(0));
});
