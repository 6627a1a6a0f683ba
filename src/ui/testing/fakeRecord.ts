import type { IterationRecord } from '../../model/iterationRecord.ts';

/** A record with only its place and its time meant; for tests. */
export function fakeRecord(iteration: number): IterationRecord {
  return {
    iteration,
    objective: 1,
    loss: 1,
    penalties: [0],
    residuals: [0],
    constraintGap: 0,
    epsilon: 1e-3,
    rho: 0.01,
    omega: 0,
    theta: [],
    tau: [],
    raised: [],
    forward: null,
    elapsedMs: iteration * 100,
  };
}
