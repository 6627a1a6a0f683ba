import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { Hyperparameters } from '../../src/model/hyperparameters.ts';
import { AlternatingMinimisation } from '../../src/optimiser/dlam.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { REFRESH_EVERY } from '../../src/optimiser/refreshing.ts';
import { toyProblem } from '../support/toyProblem.ts';
import { variables } from '../support/variables.ts';

const shape = { widths: [9, 8, 7, 4], activation: 'relu', bias: true } as const;
const hyperparameters: Hyperparameters = {
  algorithm: 'mdlam',
  loss: 'cross-entropy',
  regulariser: 'l2',
  lambda: [0.1, 0.1, 0.1],
  rho: { kind: 'constant', initial: 0.1 },
  epsilon: { kind: 'geometric', initial: 1, ratio: 0.8, limit: 1e-3 },
  innerSteps: [1, 2, 3],
  proxSolver: 'newton',
};

async function create(lastIteration = 0) {
  const backend = new CpuBackend();
  const problem = toyProblem(backend, shape.widths, shape.bias, 2, 1, 40);
  return AlternatingMinimisation.create(backend, problem, {
    shape,
    hyperparameters,
    output: 'forward',
    evaluateEvery: 4,
    lastIteration,
  });
}
/** Device times are never the same twice. */
function untimed(records: readonly IterationFigures[]) {
  return records.map((record) => ({ ...record, cost: { ...record.cost, deviceMs: 0 } }));
}
const weights = initialWeights(shape, { seed: 1, weights: { kind: 'he' }, output: 'forward' });

describe('an iterate that was stored', () => {
  it.each([
    [11, 20],
    [REFRESH_EVERY - 1, REFRESH_EVERY + 4],
    [REFRESH_EVERY, REFRESH_EVERY + 4],
  ])(
    'of iteration %i continues bit for bit where it was, to iteration %i',
    async (stored, last) => {
      const whole = await create();
      await whole.start(weights);
      const expected = await whole.advance(last);
      const first = await create();
      await first.start(weights);
      const former = await first.advance(stored);
      const second = await create();
      const resumed = await second.restore(await first.state(), former.at(-1)?.cost);
      expect(resumed.iteration).toBe(stored);
      expect(resumed.objective).toBe(expected[stored - 1]?.objective);
      expect(untimed(await second.advance(last - stored))).toEqual(untimed(expected.slice(stored)));
      expect(await second.state()).toEqual(await whole.state());
    },
  );

  it('needs no more than its variables to continue within rounding', async () => {
    const whole = await create();
    await whole.start(weights);
    await whole.advance(11);
    const other = await create();
    await other.restore(variables(await whole.state()));
    const [expected, resumed] = [await whole.advance(5), await other.advance(5)];
    const last = expected.at(-1)?.objective as number;
    expect(Math.abs((resumed.at(-1)?.objective as number) / last - 1)).toBeLessThan(1e-12);
  });

  it('is refused when it belongs to another network', async () => {
    const run = await create();
    await run.start(weights);
    const state = await run.state();
    const wrong = { ...state, z: [state.z[1], state.z[0], state.z[2]] as Float64Array[] };
    await expect(run.restore(wrong)).rejects.toThrow(/stored state .* for z1, which holds 40×8/);
  });

  it('starts over from W⁰ as if nothing had been', async () => {
    const run = await create();
    await run.start(weights);
    const once = await run.advance(5);
    await run.start(weights);
    expect(untimed(await run.advance(5))).toEqual(untimed(once));
  });

  it('evaluates the forward pass only when it is asked to', async () => {
    const run = await create();
    const start = await run.start(weights);
    expect(start.forward).not.toBeNull();
    const records = await run.advance(8);
    expect(records.map(({ forward }) => forward !== null)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('evaluates the last iteration in any case', async () => {
    const run = await create(6);
    await run.start(weights);
    const records = await run.advance(6);
    expect(records.map(({ forward }) => forward !== null)).toEqual([
      false,
      false,
      false,
      true,
      false,
      true,
    ]);
  });
});
