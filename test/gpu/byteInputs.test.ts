/** Whole iterations over inputs that are kept as bytes, against the same inputs as floats. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { GpuMatrix } from '../../src/backend/gpu/matrices.ts';
import { BY_THREAD } from '../../src/backend/gpu/productPlan.ts';
import { Random } from '../../src/maths/random.ts';
import type { Algorithm } from '../../src/model/algorithms.ts';
import { scaleColumns } from '../../src/model/scaleColumns.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { uploadProblem } from '../../src/optimiser/problem.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { openTestDevice } from './device.ts';

let context: GpuContext;
const backends = new Map<boolean, Backend>();
beforeAll(async () => {
  context = await openTestDevice();
  for (const asBytes of [true, false]) {
    const bytesFrom = asBytes ? 0 : Number.POSITIVE_INFINITY;
    const options = { rowsPerPart: 96, products: BY_THREAD, bytesFrom };
    backends.set(asBytes, createGpuBackend(context, options));
  }
});

describe('whole iterations over bytes', () => {
  const [FEATURES, CLASSES, ITERATIONS] = [40, 5, 5];

  /** Pictures of classes that differ in which columns are bright. */
  function samples(count: number, seed: number) {
    const random = Random.fromSeed(seed);
    const labels = Uint8Array.from({ length: count }, (_, row) => row % CLASSES);
    const held = Uint8Array.from({ length: count * FEATURES }, (_, i) => {
      const label = labels[Math.floor(i / FEATURES)];
      return Math.floor((i % CLASSES === label ? 255 : 90) * random.uniform());
    });
    return { bytes: held, labels, count };
  }
  const scaler = {
    offset: new Float64Array(FEATURES).fill(60),
    factor: new Float64Array(FEATURES).fill(1 / 255),
  };
  const [train, held] = [samples(300, 1), samples(150, 2)];
  const withFeatures = (part: typeof train) => ({
    ...part,
    features: scaleColumns(part.bytes, scaler),
  });
  const dataset = {
    featureCount: FEATURES,
    classCount: CLASSES,
    scaler,
    train: withFeatures(train),
    test: withFeatures(held),
  };
  const settings: Settings = {
    ...INITIAL_SETTINGS,
    hidden: [33, 17],
    lambda: [0.01],
    innerSteps: [1],
    evaluateEvery: 1,
  };

  async function trained(
    asBytes: boolean,
    algorithm: Algorithm,
    changes: Partial<Settings>,
  ): Promise<readonly IterationFigures[]> {
    const backend = backends.get(asBytes) as Backend;
    const all = { ...settings, ...changes };
    const problem = uploadProblem(backend, dataset, all.bias);
    expect((problem.train.inputs as GpuMatrix).isBytes).toBe(asBytes);
    const { optimiser, weights } = await createRun(backend, problem, all, algorithm, dataset);
    const records = [await optimiser.start(weights), ...(await optimiser.advance(ITERATIONS))];
    optimiser.dispose();
    return records;
  }

  test.each<readonly [Algorithm, Partial<Settings>]>([
    ['mdlam', {}],
    ['dlam', { bias: false }],
    ['dladmm', {}],
    ['adam', { batchSize: 130 }],
  ])('%s %j goes the way it goes over floats', async (algorithm, changes) => {
    const expected = await trained(false, algorithm, changes);
    const actual = await trained(true, algorithm, changes);
    expected.forEach(({ objective, forward }, k) => {
      const ratio = (actual[k]?.objective as number) / objective;
      expect(Math.abs(ratio - 1), `iteration ${k}`).toBeLessThan(1e-5);
      expect(actual[k]?.forward?.testAccuracy).toBe(forward?.testAccuracy);
    });
    expect(actual.at(-1)?.objective).not.toBe(actual[0]?.objective);
  });
});
