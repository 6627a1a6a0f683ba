import { describe, expect, it } from 'vitest';
import { scheduleValue } from './schedules.ts';

describe('scheduleValue', () => {
  it('keeps a constant', () => {
    expect(scheduleValue({ kind: 'constant', initial: 3 }, 1000)).toBe(3);
  });

  it('shrinks to a floor and grows to a ceiling', () => {
    const shrinking = { kind: 'geometric', initial: 8, ratio: 0.5, limit: 1 } as const;
    expect([0, 1, 2, 3, 4].map((k) => scheduleValue(shrinking, k))).toEqual([8, 4, 2, 1, 1]);
    const growing = { kind: 'geometric', initial: 1, ratio: 2, limit: 5 } as const;
    expect([0, 1, 2, 3, 4].map((k) => scheduleValue(growing, k))).toEqual([1, 2, 4, 5, 5]);
  });

  it('counts anew after a restart', () => {
    const restarted = {
      kind: 'restarted-geometric',
      initial: 8,
      ratio: 0.5,
      limit: 1,
      period: 3,
    } as const;
    expect([0, 1, 2, 3, 4, 5, 6].map((k) => scheduleValue(restarted, k))).toEqual([
      8, 4, 2, 8, 4, 2, 8,
    ]);
  });
});
