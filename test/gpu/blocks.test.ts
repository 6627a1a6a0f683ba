import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { BY_THREAD } from '../../src/backend/gpu/productPlan.ts';
import { ACTIVATIONS } from '../../src/model/activation.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { AlternatingMinimisation } from '../../src/optimiser/dlam.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import { uploadProblem } from '../../src/optimiser/problem.ts';
import {
  boxViolation,
  inRange,
  type JudgedIteration,
  outputGradient,
  stepConditions,
} from '../support/blockConditions.ts';
import { realDigits } from '../support/realDigits.ts';
import { openTestDevice } from './device.ts';

const WIDTHS = [784, 24, 17, 10];
const ITERATIONS = 14;

const CASES = ACTIVATIONS.flatMap((activation) =>
  [1e-3, 0.1, 10].map((rho) => ({ activation, rho })),
);

describe('every block on the GPU, judged in float64 by the conditions of SPEC.md', () => {
  let context: GpuContext;
  let backend: Backend;
  let dataset: Dataset;
  beforeAll(async () => {
    context = await openTestDevice();
    backend = createGpuBackend(context, { products: BY_THREAD });
    dataset = await realDigits(150, 20, 'centred');
  });
  afterAll(() => {
    backend.dispose();
    context.close();
  });

  it.each(CASES)('$activation, ρ = $rho', async ({ activation, rho }) => {
    const shape = { widths: WIDTHS, activation, bias: true };
    const run = await AlternatingMinimisation.create(
      backend,
      uploadProblem(backend, dataset, true),
      {
        shape,
        hyperparameters: {
          algorithm: 'mdlam',
          loss: 'cross-entropy',
          regulariser: 'l2',
          lambda: [0.05, 0.05, 0.02],
          rho: { kind: 'constant', initial: rho },
          epsilon: { kind: 'geometric', initial: 0.5, ratio: 0.8, limit: 1e-3 },
          innerSteps: [1, 1, 1],
          proxSolver: 'newton',
        },
        output: 'forward',
        evaluateEvery: 1000,
      },
    );
    const start = { seed: 6, weights: { kind: 'he' }, output: 'forward' } as const;
    await run.start(initialWeights(shape, start));
    let before = await run.state();
    let sharp = 0;
    for (let k = 0; k < ITERATIONS; k++) {
      const [figures] = await run.advance(1);
      const after = await run.state();
      const { features: inputs, labels } = dataset.train;
      const judged = {
        widths: WIDTHS,
        activation,
        inputs,
        labels,
        before,
        after,
        figures,
      } as JudgedIteration;
      for (const { block, excess, slack } of stepConditions(judged)) {
        expect(excess, `condition of ${block}, iteration ${k + 1}`).toBeLessThanOrEqual(slack);
        if (slack < 0.01) sharp++;
      }
      expect(boxViolation(judged), `box, iteration ${k + 1}`).toBeLessThanOrEqual(16);
      expect(inRange(judged)).toBe(true);
      expect(outputGradient(judged), `z_L, iteration ${k + 1}`).toBeLessThan(
        1e-4 * Math.max(1, rho),
      );
      before = after;
    }
    // The slack for the rounding of stored steps must not be what lets the check pass.
    expect(sharp).toBeGreaterThan(2 * ITERATIONS);
    run.dispose();
  });
});
