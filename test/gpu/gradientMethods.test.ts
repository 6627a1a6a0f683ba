import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { ACTIVATIONS } from '../../src/model/activation.ts';
import { GRADIENT_ALGORITHMS } from '../../src/model/algorithms.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import { LOSSES } from '../../src/model/hyperparameters.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { uploadProblem } from '../../src/optimiser/problem.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { realDigits } from '../support/realDigits.ts';
import { openTestDevice } from './device.ts';

const SAMPLES = 100;
const UPDATES = 100;

const settings: Settings = {
  ...INITIAL_SETTINGS,
  hidden: [31, 17],
  lambda: [0.01],
  innerSteps: [1],
  sgdRate: 0.1,
  momentumRate: 0.02,
  nesterovRate: 0.02,
  rmspropRate: 0.001,
  evaluateEvery: 1000,
};

interface Case {
  readonly name: string;
  readonly algorithm: (typeof GRADIENT_ALGORITHMS)[number];
  readonly changes: Partial<Settings>;
}

const CASES: readonly Case[] = [
  // 100 = 3·30 + 10: four updates a pass.
  ...GRADIENT_ALGORITHMS.map((algorithm) => ({
    name: `${algorithm}, mini-batches`,
    algorithm,
    changes: { batchSize: 30 },
  })),
  ...ACTIVATIONS.flatMap((activation, index) =>
    LOSSES.map((loss) => ({
      name: `SGD, full batch, ${activation}, ${loss}`,
      algorithm: 'sgd' as const,
      changes: {
        activation,
        loss,
        bias: index % 2 === 0,
        regulariser: 'l1' as const,
        sgdRate: 0.02,
      },
    })),
  ),
];

describe('gradient methods on the GPU', () => {
  let context: GpuContext;
  let backend: Backend;
  let dataset: Dataset;
  beforeAll(async () => {
    context = await openTestDevice();
    backend = createGpuBackend(context);
    dataset = await realDigits(SAMPLES, 50, 'centred');
  });
  afterAll(() => {
    backend.dispose();
    context.close();
  });

  async function trained(engine: Backend, { algorithm, changes }: Case) {
    const all = { ...settings, ...changes };
    const problem = uploadProblem(engine, dataset, all.bias);
    const { optimiser, weights } = await createRun(engine, problem, all, algorithm, dataset);
    await optimiser.start(weights);
    const records = await optimiser.advance(all.batchSize === null ? UPDATES : UPDATES / 4);
    const result = { last: records.at(-1), weights: await optimiser.weights(), first: weights };
    optimiser.dispose();
    return result;
  }

  it.each(CASES)('agree with float64 after 100 updates: $name', async (testCase) => {
    const expected = await trained(new CpuBackend(), testCase);
    const actual = await trained(backend, testCase);
    expect(actual.last?.cost.updates).toBe(UPDATES);
    const distance = (x: Float64Array, y: Float64Array) =>
      Math.hypot(...x.map((value, i) => value - (y[i] as number)));
    expected.weights.forEach((reference, index) => {
      const error = distance(actual.weights[index] as Float64Array, reference);
      expect(error / Math.hypot(...reference), `W${index + 1}`).toBeLessThan(1e-3);
      // The weights have moved far more than the engines differ.
      const moved = distance(reference, expected.first[index] as Float64Array);
      expect(error / moved, `W${index + 1} against its way`).toBeLessThan(0.02);
    });
    const ratio = (actual.last?.objective as number) / (expected.last?.objective as number);
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-3);
    const flops = (actual.last?.cost.flops as number) / (expected.last?.cost.flops as number);
    expect(Math.abs(flops - 1)).toBeLessThan(1e-5);
  });
});
