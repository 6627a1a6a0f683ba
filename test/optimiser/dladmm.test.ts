import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { Activation } from '../../src/model/activation.ts';
import { ConfigurationError } from '../../src/model/errors.ts';
import type { AdmmHyperparameters } from '../../src/model/hyperparameters.ts';
import { DlAdmm } from '../../src/optimiser/dladmm.ts';
import type { AdmmContext } from '../../src/optimiser/dladmmContext.ts';
import { iterationBlocks, recordAdmmPrograms } from '../../src/optimiser/dladmmPrograms.ts';
import { readAdmmFigures, recordAdmmReport } from '../../src/optimiser/dladmmReport.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import { createSplitLayers } from '../../src/optimiser/splitLayers.ts';
import { toyProblem } from '../support/toyProblem.ts';

const WIDTHS = [12, 10, 8, 5];
const SEED = { seed: 3, weights: { kind: 'he' }, output: 'forward' } as const;

function admm(change: Partial<AdmmHyperparameters>): AdmmHyperparameters {
  return {
    loss: 'least-squares',
    regulariser: 'l2',
    lambda: [0.01, 0.01, 0.01],
    rho: 1,
    nu: 0.1,
    proxSolver: 'newton',
    ...change,
  };
}

async function started(
  hyperparameters: AdmmHyperparameters,
  widths: readonly number[] = WIDTHS,
  activation: Activation = 'relu',
) {
  const backend = new CpuBackend();
  const shape = { widths, activation, bias: true };
  const run = await DlAdmm.create(backend, toyProblem(backend, widths, true, 5), {
    shape,
    hyperparameters,
    output: 'forward',
    evaluateEvery: 1000,
  });
  return { run, first: await run.start(initialWeights(shape, SEED)) };
}

/** L_ρ after every single block of some iterations, at the u that the block sees; a name of '' is the start. */
async function blockwise(
  hyperparameters: AdmmHyperparameters,
  activation: Activation,
  iterations: number,
): Promise<{ readonly name: string; readonly value: number }[]> {
  const backend = new CpuBackend();
  const problem = toyProblem(backend, WIDTHS, true, 5);
  const { rows, columns } = problem.train.targets;
  const { scratch } = problem;
  const dual = backend.matrix(rows, columns, 'u');
  const context: AdmmContext = {
    ...{ backend, problem, scratch, activation, dual, hyperparameters },
    goal: hyperparameters,
  };
  const shape = { widths: WIDTHS, activation, bias: true };
  const layers = createSplitLayers(backend, shape, problem);
  initialWeights(shape, SEED).forEach((values, index) => {
    const layer = layers[index] as (typeof layers)[number];
    backend.write(layer.weights, values);
    backend.write(layer.initialWeights, values);
  });
  const { start } = await recordAdmmPrograms(context, layers, 'forward');
  const blocks = await Promise.all(
    iterationBlocks(context, layers).map(async ({ name, record }) => {
      const program = await backend.record(name, [], () => {
        record();
        return recordAdmmReport(context, layers);
      });
      return { name, program };
    }),
  );
  const sequence = [{ name: '', program: start }];
  for (let k = 0; k < iterations; k++) sequence.push(...blocks);
  const values: { name: string; value: number }[] = [];
  for (const { name, program } of sequence) {
    const [report] = await backend.submit(program, [[]]);
    const figures = readAdmmFigures(report as Float64Array, layers.length, 1, hyperparameters);
    values.push({ name, value: figures.objective });
  }
  return values;
}

const BLOCK_CASES = (['relu', 'leaky-relu'] as const).flatMap((activation) =>
  (['cross-entropy', 'least-squares'] as const).flatMap((loss) =>
    (['none', 'l1', 'l2'] as const).map((regulariser, index) => ({
      activation,
      loss,
      regulariser,
      rho: [1e-3, 1, 30][index] as number,
      nu: [1, 0.01, 0.3][index] as number,
    })),
  ),
);

describe('dlADMM (float64 engine)', () => {
  it.each(BLOCK_CASES)(
    'lowers L_ρ with every block at a fixed u: $activation, $loss, $regulariser, ρ = $rho, ν = $nu',
    async ({ activation, ...change }) => {
      const values = await blockwise(admm(change), activation, 12);
      const order = values.slice(1, 18).map(({ name }) => name);
      expect(order.join(' ')).toBe('z3 W3 a2 z2 W2 a1 z1 W1 W1 z1 a1 W2 z2 a2 W3 z3 u');
      values.slice(1).forEach(({ name, value }, index) => {
        if (name === 'u') return;
        const former = (values[index] as { value: number }).value;
        expect(value - former, `${name}, block ${index}`).toBeLessThan(1e-13 * Math.abs(former));
      });
      // All but the multiplier's step move something.
      const still = values.slice(1).filter(({ value }, index) => value === values[index]?.value);
      expect(still.length).toBeLessThan(values.length / 10);
    },
  );

  it('ends every iteration with u = −∇R(z_L), so that ‖u‖² = 2R for least squares', async () => {
    const { run } = await started(admm({}));
    for (const { admm: figures, split } of await run.advance(40)) {
      const square = (figures?.dualNorm as number) ** 2;
      expect(square / (2 * (split?.loss as number))).toBeCloseTo(1, 10);
    }
  });

  it('meets the constraint at a large ρ, L_ρ never rising', async () => {
    const { run, first } = await started(admm({ rho: 10 }), [12, 10, 5]);
    const records = [first, ...(await run.advance(400))];
    const residuals = records.map((record) => record.admm?.primalResidual as number);
    expect(residuals[1]).toBeGreaterThan(1);
    expect(residuals[400]).toBeLessThan(2e-4);
    const rises = records.filter(
      ({ objective }, k) => objective > (records[k - 1]?.objective ?? Infinity),
    );
    expect(rises).toEqual([]);
  });

  it('does not meet it at a tiny ρ within as many iterations', async () => {
    const { run } = await started(admm({ rho: 1e-4 }), [12, 10, 5]);
    const records = await run.advance(400);
    const rises = records.filter(
      ({ objective }, k) => objective > (records[k - 1]?.objective ?? Infinity),
    );
    expect(records.at(-1)?.admm?.primalResidual).toBeGreaterThan(1);
    expect(rises.length).toBeGreaterThan(50);
  });

  it('counts an iteration as one update and two passes', async () => {
    const { run, first } = await started(admm({}), [120, 100, 80, 5]);
    const records = [first, ...(await run.advance(3))];
    expect(records.map(({ cost }) => [cost.updates, cost.passes])).toEqual([
      [0, 0],
      [1, 2],
      [2, 4],
      [3, 6],
    ]);
    // Two W-steps of two products over the 64 samples each, and as many a-steps of two with W_2 and W_3.
    const products = 2 * 2 * 2 * 64 * (121 * 100 + 101 * 80 + 81 * 5 + 100 * 80 + 80 * 5);
    const flops = records[1]?.cost.flops as number;
    expect(flops).toBeGreaterThan(products);
    expect(flops).toBeLessThan(1.15 * products);
  });

  it('starts anew as if nothing had been', async () => {
    const { run } = await started(admm({ loss: 'cross-entropy' }));
    const withoutTimes = async () =>
      (await run.advance(35)).map(({ cost, ...figures }) => ({ ...figures, flops: cost.flops }));
    const once = await withoutTimes();
    await run.start(initialWeights({ widths: WIDTHS, activation: 'relu', bias: true }, SEED));
    expect(await withoutTimes()).toEqual(once);
  });

  it('makes weights exactly 0 under ℓ1', async () => {
    const { run } = await started(admm({ regulariser: 'l1', lambda: [0.5, 0.5, 0.5] }));
    await run.advance(60);
    const weights = (await run.weights()).flatMap((values) => [...values]);
    expect(weights.filter((value) => value === 0).length).toBeGreaterThan(weights.length / 4);
    expect(weights.filter((value) => value !== 0 && Math.abs(value) < 1e-14)).toEqual([]);
  });

  it.each(['sigmoid', 'tanh'] as const)('refuses %s with a remedy', async (activation) => {
    const refusal = started(admm({}), WIDTHS, activation);
    await expect(refusal).rejects.toBeInstanceOf(ConfigurationError);
    await expect(refusal).rejects.toThrow(`not for ${activation}: choose one of these`);
  });
});
