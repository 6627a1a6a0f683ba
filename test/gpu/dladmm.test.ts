import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { BY_THREAD } from '../../src/backend/gpu/productPlan.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { uploadProblem } from '../../src/optimiser/problem.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { realDigits } from '../support/realDigits.ts';
import { openTestDevice } from './device.ts';

/** More than 32, after which P is formed anew. */
const ITERATIONS = 40;

const CASES: readonly (Partial<Settings> & { readonly name: string })[] = [
  { name: 'cross-entropy, ℓ2' },
  { name: 'least squares, leaky ReLU', loss: 'least-squares', activation: 'leaky-relu' },
  { name: 'ℓ1, no bias', regulariser: 'l1', bias: false },
];

describe('dlADMM on the GPU', () => {
  let context: GpuContext;
  let backend: Backend;
  let dataset: Dataset;
  beforeAll(async () => {
    context = await openTestDevice();
    backend = createGpuBackend(context, { products: BY_THREAD });
    dataset = await realDigits(100, 50, 'centred');
  });
  afterAll(() => {
    backend.dispose();
    context.close();
  });

  it.each(CASES)('agrees with float64 over 40 iterations: $name', async ({ name, ...changes }) => {
    const settings: Settings = {
      ...INITIAL_SETTINGS,
      hidden: [33, 17],
      lambda: [0.1],
      innerSteps: [1],
      admmRho: 0.1,
      admmNu: 0.1,
      evaluateEvery: 1000,
      ...changes,
    };
    const trained = async (engine: Backend) => {
      const problem = uploadProblem(engine, dataset, settings.bias);
      const { optimiser, weights } = await createRun(engine, problem, settings, 'dladmm', dataset);
      await optimiser.start(weights);
      const records = await optimiser.advance(ITERATIONS);
      optimiser.dispose();
      return records;
    };
    const [expected, actual] = [await trained(new CpuBackend()), await trained(backend)];
    expected.forEach((reference, k) => {
      const ratio = (actual[k]?.objective as number) / reference.objective;
      expect(Math.abs(ratio - 1), `${name}: L_ρ of iteration ${k + 1}`).toBeLessThan(1e-3);
    });
    const [first, last] = [expected[0], expected.at(-1)];
    expect(last?.objective).toBeLessThan(0.8 * (first?.objective as number));
    expect(actual.at(-1)?.admm?.dualNorm).toBeCloseTo(last?.admm?.dualNorm as number, 1);
  });
});
