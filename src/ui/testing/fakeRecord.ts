import type { IterationRecord } from '../../model/iterationRecord.ts';

/** A gradient method's record with only its place, its cost and its time meant; for tests. */
export function fakeRecord(iteration: number): IterationRecord {
  return {
    iteration,
    objective: 1,
    weights: { steps: [], distances: [] },
    split: null,
    dlam: null,
    admm: null,
    forward: null,
    cost: { updates: iteration, passes: iteration, flops: iteration * 1e9, deviceMs: null },
    elapsedMs: iteration * 100,
  };
}
