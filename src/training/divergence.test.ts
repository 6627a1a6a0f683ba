import { describe, expect, it } from 'vitest';
import type { DlamFigures, IterationRecord } from '../model/iterationRecord.ts';
import { divergedBlock, divergenceError, hasDiverged } from './divergence.ts';

const forward = { trainLoss: 1, testLoss: 1, trainAccuracy: 0, testAccuracy: 0 };

function record(changes: Partial<IterationRecord>): IterationRecord {
  return {
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
  };
}

/** Steps of W_l, z_l and a_l of a network of three layers. */
function dlamRecord(W: number[], z: number[], a: number[], objective: number): IterationRecord {
  const dlam = { zSteps: z, aSteps: a } as unknown as DlamFigures;
  return record({ objective, dlam, weights: { steps: W, distances: W } });
}

describe('hasDiverged', () => {
  it('looks at the objective, its growth, and the loss of the network', () => {
    expect(hasDiverged(2, { objective: 1.9e6, forward })).toBe(false);
    expect(hasDiverged(2, { objective: 2.1e6, forward })).toBe(true);
    expect(hasDiverged(2, { objective: -2.1e6, forward: null })).toBe(true);
    expect(hasDiverged(2, { objective: Number.NaN, forward: null })).toBe(true);
    const lost = { ...forward, testLoss: Number.POSITIVE_INFINITY };
    expect(hasDiverged(2, { objective: 1, forward: lost })).toBe(true);
  });

  it('lets a start that is all but solved grow', () => {
    expect(hasDiverged(0, { objective: 10, forward: null })).toBe(false);
    expect(hasDiverged(1e-9, { objective: 9e5, forward: null })).toBe(false);
    expect(hasDiverged(1e-9, { objective: 2e6, forward: null })).toBe(true);
  });
});

describe('divergedBlock', () => {
  const former = dlamRecord([1, 1, 1], [1, 1, 1], [1, 1], 100);
  const { NaN: nan } = Number;

  it('is the first block that is lost, in the order of the updates', () => {
    expect(divergedBlock(dlamRecord([1, nan, nan], [1, nan, nan], [1, nan], nan), former)).toBe(
      'W2',
    );
    expect(divergedBlock(dlamRecord([1, nan, nan], [1, nan, nan], [nan, nan], nan), former)).toBe(
      'a1',
    );
    expect(divergedBlock(dlamRecord([1, 1, nan], [1, Infinity, nan], [1, nan], nan), former)).toBe(
      'z2',
    );
  });

  it('is the block whose step grew most while all are numbers', () => {
    const record = dlamRecord([5, 900, 7], [8, 100, 20], [4, 9], 1e9);
    expect(divergedBlock(record, former)).toBe('W2');
    expect(divergedBlock(record, dlamRecord([5, 900, 7], [8, 100, 1], [4, 9], 5))).toBe('z3');
  });

  it('looks at the iteration before where all are lost at once', () => {
    const lost = record({ objective: nan, weights: { steps: [nan, nan], distances: [] } });
    const before = record({ weights: { steps: [3, 80], distances: [] } });
    expect(divergedBlock(lost, before)).toBe('W2');
    expect(divergedBlock(lost, null)).toBe('W1');
    expect(divergedBlock(record({}), null)).toBeNull();
  });
});

describe('divergenceError', () => {
  it('says the iteration, the layer, the block and what to change', () => {
    const lost = dlamRecord([1, Number.NaN], [1, 1], [1], Number.NaN);
    expect(divergenceError('mDLAM', lost, null).message).toBe(
      'mDLAM diverged: F is NaN after iteration 5. It began in layer 2, in the step of W2. Try a smaller ρ, a regulariser, or smaller initial weights; the curves up to here are kept.',
    );
    const grown = record({ objective: 123456789, weights: { steps: [7], distances: [7] } });
    expect(divergenceError('SGD', grown, null).message).toBe(
      'SGD diverged: its training loss is 1.23e+8 after iteration 5. It began in layer 1, in the step of W1. Try a smaller step size; the curves up to here are kept.',
    );
    const blind = record({ forward: { ...forward, trainLoss: Number.NaN } });
    expect(divergenceError('SGD', blind, null).message).toContain(
      'the loss of its network no number',
    );
  });
});
