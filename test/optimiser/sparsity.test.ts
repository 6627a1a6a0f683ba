import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { AlternatingMinimisation } from '../../src/optimiser/dlam.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import { toyProblem } from '../support/toyProblem.ts';

const shape = { widths: [9, 8, 4], activation: 'tanh', bias: false } as const;

describe('ℓ1', () => {
  it('makes weights exactly 0, also where momentum carried them past', async () => {
    const backend = new CpuBackend();
    const run = await AlternatingMinimisation.create(
      backend,
      toyProblem(backend, shape.widths, shape.bias, 2, 1, 40),
      {
        shape,
        hyperparameters: {
          algorithm: 'mdlam',
          loss: 'cross-entropy',
          regulariser: 'l1',
          lambda: [0.5, 0.5],
          rho: { kind: 'constant', initial: 0.1 },
          epsilon: { kind: 'constant', initial: 0.05 },
          innerSteps: [1, 4],
          proxSolver: 'newton',
        },
        output: 'forward',
        evaluateEvery: 1,
      },
    );
    await run.start(initialWeights(shape, { seed: 1, weights: { kind: 'he' }, output: 'forward' }));
    let zeros = 0;
    const nearlyZero: number[] = [];
    for (let k = 0; k < 60; k++) {
      await run.advance(1);
      const { weights } = await run.state();
      for (const value of weights.flatMap((w) => [...w])) {
        if (value === 0) zeros++;
        else if (Math.abs(value) < 1e-14) nearlyZero.push(value);
      }
    }
    expect(zeros).toBeGreaterThan(100);
    expect(nearlyZero).toEqual([]);
  });
});
