import type { DlamFigures, IterationRecord } from '../../model/iterationRecord.ts';

const START: DlamFigures = {
  epsilon: 1e-3,
  rho: 0.01,
  omega: 0,
  theta: [],
  tau: [],
  zSteps: [],
  aSteps: [],
  violations: [],
  raised: [],
};

/** A record of DLAM or mDLAM with the figures a test means; for tests. */
export function dlamRecord(
  iteration: number,
  objective: number,
  figures: Partial<DlamFigures> = {},
  steps: readonly number[] = [],
): IterationRecord {
  return {
    ...gradientRecord(iteration, objective),
    weights: { steps, distances: [] },
    dlam: { ...START, ...figures },
  };
}

/** A record of a method without z and a; for tests. */
export function gradientRecord(iteration: number, objective: number): IterationRecord {
  return {
    iteration,
    objective,
    weights: { steps: [], distances: [] },
    split: null,
    dlam: null,
    admm: null,
    forward: null,
    cost: { updates: iteration, passes: iteration, flops: 0, deviceMs: null },
    elapsedMs: iteration,
  };
}
