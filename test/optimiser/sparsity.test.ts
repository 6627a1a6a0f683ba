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
      toyProblem(backend, shape.widths, shape.bias, 2, 40),
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
    await run.advance(60);
    const { weights } = await run.state();
    const values = weights.flatMap((w) => [...w]);
    expect(values.filter((w) => w === 0).length).toBeGreaterThan(5);
    expect(values.filter((w) => w !== 0 && Math.abs(w) < 1e-12)).toEqual([]);
  });
});
