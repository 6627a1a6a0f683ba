import { describe, expect, it } from 'vitest';
import type { IterationRecord } from '../model/iterationRecord.ts';
import { stopReason } from './stopRule.ts';

const record = (changes: Partial<IterationRecord>): IterationRecord => ({
  iteration: 5,
  objective: 100,
  weights: { steps: [], distances: [] },
  split: null,
  dlam: null,
  admm: null,
  forward: null,
  cost: { updates: 5, passes: 5, flops: 0, deviceMs: null },
  elapsedMs: 0,
  ...changes,
});
const forward = { trainLoss: 0, trainAccuracy: 1, testLoss: 0, testAccuracy: 0.9 };
const never = { iterations: 1000, relativeChange: null, seconds: null, targetAccuracy: null };

describe('stopReason', () => {
  it('lets a run go on while no rule holds', () => {
    expect(stopReason(never, record({ forward }), record({ iteration: 4 }))).toBeNull();
  });

  it('counts iterations and seconds', () => {
    expect(stopReason({ ...never, iterations: 5 }, record({}), null)).toBe('iterations');
    expect(stopReason({ ...never, seconds: 2 }, record({ elapsedMs: 1999 }), null)).toBeNull();
    expect(stopReason({ ...never, seconds: 2 }, record({ elapsedMs: 2000 }), null)).toBe('seconds');
  });

  it('takes the target from the test accuracy of evaluated iterations', () => {
    const rules = { ...never, targetAccuracy: 0.9 };
    expect(stopReason(rules, record({ forward }), null)).toBe('target-accuracy');
    expect(
      stopReason(rules, record({ forward: { ...forward, testAccuracy: 0.89 } }), null),
    ).toBeNull();
    expect(stopReason(rules, record({}), null)).toBeNull();
  });

  it('compares F with the iteration before, but not with the start', () => {
    const rules = { ...never, relativeChange: 0.01 };
    expect(stopReason(rules, record({}), record({ iteration: 4, objective: 101 }))).toBe(
      'relative-change',
    );
    expect(stopReason(rules, record({}), record({ iteration: 4, objective: 102 }))).toBeNull();
    expect(stopReason(rules, record({ iteration: 1 }), record({ iteration: 0 }))).toBeNull();
  });
});
