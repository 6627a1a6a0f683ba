import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GradientHyperparameters } from '../../src/model/hyperparameters.ts';
import { GradientDescent } from '../../src/optimiser/gradientDescent.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import type { Optimiser } from '../../src/optimiser/optimiser.ts';
import { createMonotoneRun, MONOTONE_CASES } from '../support/monotonicity.ts';
import { toyProblem } from '../support/toyProblem.ts';

const WIDTHS = [64, 48, 10];
const SAMPLES = 67;
const shape = { widths: WIDTHS, activation: 'relu', bias: true } as const;
const sgd: GradientHyperparameters = {
  loss: 'cross-entropy',
  regulariser: 'none',
  lambda: [0, 0],
  rule: { kind: 'momentum', rate: 0.1, momentum: 0, nesterov: false },
  batchSize: null,
  orderSeed: 1,
};

async function started(
  changes: Partial<GradientHyperparameters> = {},
  evaluateEvery = 1000,
): Promise<Optimiser> {
  const backend = new CpuBackend();
  const problem = toyProblem(backend, WIDTHS, true, 3, 1, SAMPLES);
  const run = await GradientDescent.create(backend, problem, {
    shape,
    hyperparameters: { ...sgd, ...changes },
    evaluateEvery,
  });
  await run.start(initialWeights(shape, { seed: 1, weights: { kind: 'he' }, output: 'forward' }));
  return run;
}

/** Forward and weight gradients over all columns, δ over those without the bias. */
const PRODUCTS = 2 * SAMPLES * (2 * (48 * 65 + 10 * 49) + 10 * 48);

describe('the costs of a run', () => {
  it('are zero at the start', async () => {
    const backend = new CpuBackend();
    const problem = toyProblem(backend, WIDTHS, true, 3, 1, SAMPLES);
    const run = await GradientDescent.create(backend, problem, {
      shape,
      hyperparameters: sgd,
      evaluateEvery: 1,
    });
    const weights = initialWeights(shape, { seed: 1, weights: { kind: 'he' }, output: 'forward' });
    const { cost } = await run.start(weights);
    expect(cost).toEqual({ updates: 0, passes: 0, flops: 0, deviceMs: 0 });
  });

  it('count the products of a gradient step and little else', async () => {
    const run = await started();
    const [first, second] = await run.advance(2);
    expect(first?.cost.flops).toBeGreaterThan(PRODUCTS);
    expect(first?.cost.flops).toBeLessThan(1.15 * PRODUCTS);
    expect(second?.cost.flops).toBe(2 * (first?.cost.flops as number));
    expect(second?.cost).toMatchObject({ updates: 2, passes: 2 });
  });

  it('leave out what only measures', async () => {
    const [often, seldom] = [await started({}, 1), await started({}, 1000)];
    const [last, other] = [(await often.advance(5)).at(-1), (await seldom.advance(5)).at(-1)];
    expect(last?.forward).not.toBeNull();
    expect(other?.forward).toBeNull();
    expect(last?.cost.flops).toBe(other?.cost.flops);
  });

  it('count every mini-batch as an update and all of them as one pass', async () => {
    const run = await started({ batchSize: 16 });
    const records = await run.advance(3);
    // 67 = 4·16 + 3
    expect(records.map(({ cost }) => cost.updates)).toEqual([5, 10, 15]);
    expect(records.map(({ cost }) => cost.passes)).toEqual([1, 2, 3]);
    const flops = records[0]?.cost.flops as number;
    expect(flops).toBeGreaterThan(PRODUCTS);
    expect(flops).toBeLessThan(1.6 * PRODUCTS);
  });

  it('tell the time that the engine computed, growing', async () => {
    const run = await started();
    const times = (await run.advance(4)).map(({ cost }) => cost.deviceMs as number);
    expect(times[0]).toBeGreaterThan(0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(4);
  });

  it('are higher where mDLAM rejects a step and takes it again', async () => {
    let compared = 0;
    for (const monotone of MONOTONE_CASES.slice(0, 12)) {
      const [strict, loose] = await Promise.all(
        (['mdlam', 'dlam'] as const).map(async (algorithm) => {
          const { run } = await createMonotoneRun(new CpuBackend(), monotone, algorithm);
          return run.advance(40);
        }),
      );
      const first = strict?.findIndex(({ dlam }) => (dlam?.raised.length ?? 0) > 0) ?? -1;
      if (first < 0) continue;
      compared++;
      const spent = (records: typeof strict, k: number) => records?.[k]?.cost.flops as number;
      if (first > 0) expect(spent(strict, first - 1)).toBe(spent(loose, first - 1));
      expect(spent(strict, first)).toBeGreaterThan(spent(loose, first));
    }
    expect(compared).toBeGreaterThan(0);
  });
});

describe('mini-batches', () => {
  it('see the samples in an order of their own in every pass, the same for the same seed', async () => {
    const [one, again, other] = await Promise.all(
      [1, 1, 2].map(async (orderSeed) => {
        const run = await started({ batchSize: 16, orderSeed });
        await run.advance(2);
        return run.weights();
      }),
    );
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('of all samples are the full batch', async () => {
    const [whole, batch] = [await started(), await started({ batchSize: 1000 })];
    expect((await batch.advance(2)).at(-1)?.objective).toBe(
      (await whole.advance(2)).at(-1)?.objective,
    );
  });

  it('report the loss along the pass, which nears J as the steps shrink', async () => {
    const tiny = { rule: { ...sgd.rule, rate: 1e-9 } };
    const [whole, batches] = [await started(tiny), await started({ ...tiny, batchSize: 16 })];
    const [expected] = await whole.advance(1);
    const [record] = await batches.advance(1);
    expect((record?.objective as number) / (expected?.objective as number)).toBeCloseTo(1, 6);
  });
});
