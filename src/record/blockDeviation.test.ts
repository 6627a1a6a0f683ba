import { describe, expect, it } from 'vitest';
import type { DlamFigures, IterationRecord } from '../model/iterationRecord.ts';
import { blockDeviations } from './blockDeviation.ts';

/** An iteration of two layers with the steps of W1, W2, z1, z2 and a1. */
function record(iteration: number, objective: number, steps: readonly number[]): IterationRecord {
  const [W1, W2, z1, z2, a1] = steps as [number, number, number, number, number];
  const dlam = { zSteps: [z1, z2], aSteps: [a1] } as unknown as DlamFigures;
  return {
    iteration,
    objective,
    weights: { steps: [W1, W2], distances: [] },
    split: null,
    dlam,
    admm: null,
    forward: null,
    cost: { updates: 0, passes: 0, flops: 0, deviceMs: null },
    elapsedMs: 0,
  };
}

describe('blockDeviations', () => {
  const recorded = [record(1, 100, [4, 1, 2, 1, 0]), record(2, 80, [2, 1, 2, 1, 0])];

  it('measures every block against its longest step, in the order of the updates', () => {
    const [, second] = blockDeviations(recorded, [
      recorded[0] as IterationRecord,
      record(2, 100, [3, 1, 1, Number.NaN, 0]),
    ]);
    expect(second).toEqual({
      iteration: 2,
      objective: 0.2,
      blocks: [
        { block: 'W1', step: 0.25 },
        { block: 'z1', step: 0.5 },
        { block: 'a1', step: 0 },
        { block: 'W2', step: 0 },
        { block: 'z2', step: 1 },
      ],
    });
  });

  it('counts a block as another that moves where it never did', () => {
    const [first] = blockDeviations(recorded, [record(1, 100, [4, 1, 2, 1, 1e-9])]);
    expect(first?.blocks.find(({ block }) => block === 'a1')?.step).toBe(1);
  });

  it('leaves out what only one of them has', () => {
    expect(blockDeviations(recorded, [record(3, 1, [1, 1, 1, 1, 1])])).toEqual([]);
  });
});
