import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { ACTIVATIONS } from '../../src/model/activation.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import { type Hyperparameters, LOSSES } from '../../src/model/hyperparameters.ts';
import type { Iterate } from '../../src/model/iterate.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { AlternatingMinimisation } from '../../src/optimiser/dlam.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import { uploadProblem } from '../../src/optimiser/problem.ts';
import { realDigits } from '../support/realDigits.ts';
import { variables } from '../support/variables.ts';
import { openTestDevice } from './device.ts';

const WIDTHS = [784, 100, 100, 10];
const BLOCKS = ['weights', 'z', 'a'] as const;
const LONG_RUN = 50;

const CASES = ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => ({ activation, loss })));
type Case = (typeof CASES)[number];

function hyperparameters({ loss }: Case): Hyperparameters {
  return {
    algorithm: 'mdlam',
    loss,
    regulariser: 'l2',
    lambda: [0.1, 0.1, 0.02],
    rho: { kind: 'constant', initial: 0.1 },
    // A shrinking ε keeps all residuals away from zero, hidden layers included.
    epsilon: { kind: 'geometric', initial: 1, ratio: 0.9, limit: 1e-3 },
    innerSteps: [1, 1, 2],
    proxSolver: 'newton',
  };
}

function create(backend: Backend, dataset: Dataset, testCase: Case) {
  return AlternatingMinimisation.create(backend, uploadProblem(backend, dataset, true), {
    shape: { widths: WIDTHS, activation: testCase.activation, bias: true },
    hyperparameters: hyperparameters(testCase),
    output: 'forward',
    evaluateEvery: LONG_RUN,
  });
}

/**
 * W⁰ with which no choice of a step size hangs on rounding. From seed 4 tanh with least squares comes to one in iteration 29: in
 * float64 1.05ρq is below τ/2 by 5e-4 of it, on the GPU above. The search for τ starts at different ones, both rightly, and
 * the runs part by 2%.
 */
function seedOf({ activation, loss }: Case): number {
  return activation === 'tanh' && loss === 'least-squares' ? 5 : 4;
}

function start(run: AlternatingMinimisation, testCase: Case) {
  const shape = { widths: WIDTHS, activation: testCase.activation, bias: true };
  const seed = seedOf(testCase);
  return run.start(initialWeights(shape, { seed, weights: { kind: 'he' }, output: 'forward' }));
}

/** The iterate in float32 numbers, so that both engines continue from the same bits. */
function rounded(iterate: Iterate): Iterate {
  const round = (blocks: readonly Float64Array[]) => blocks.map((block) => block.map(Math.fround));
  return {
    ...variables(iterate),
    weights: round(iterate.weights),
    previousWeights: round(iterate.previousWeights),
    z: round(iterate.z),
    a: round(iterate.a),
    previousA: round(iterate.previousA),
  };
}

/** ‖x − y‖∞ / ‖y‖∞. */
function deviation(x: Float64Array, y: Float64Array): number {
  let [difference, scale] = [0, 0];
  x.forEach((value, index) => {
    difference = Math.max(difference, Math.abs(value - (y[index] as number)));
    scale = Math.max(scale, Math.abs(y[index] as number));
  });
  return difference / scale;
}

describe('a whole iteration on the GPU against float64', () => {
  let context: GpuContext;
  let backend: Backend;
  let dataset: Dataset;
  beforeAll(async () => {
    context = await openTestDevice();
    backend = createGpuBackend(context);
    dataset = await realDigits(1000, 200, 'centred');
  });
  afterAll(() => {
    backend.dispose();
    context.close();
  });

  it.each(CASES)('from the same state, $activation, $loss', async (testCase) => {
    const reference = await create(new CpuBackend(), dataset, testCase);
    await start(reference, testCase);
    await reference.advance(6);
    const before = rounded(await reference.state());
    const run = await create(backend, dataset, testCase);
    const [expectedThere, there] = [await reference.restore(before), await run.restore(before)];
    expect(there.objective / expectedThere.objective - 1).toBeCloseTo(0, 5);
    const [[expected], [figures]] = [await reference.advance(1), await run.advance(1)];
    const [expectedState, state] = [await reference.state(), await run.state()];
    expect(state.theta).toEqual(expectedState.theta);
    expect(state.tau).toEqual(expectedState.tau);
    expect(figures?.dlam?.raised).toEqual(expected?.dlam?.raised);
    for (const block of BLOCKS)
      expectedState[block].forEach((values, index) => {
        const error = deviation(state[block][index] as Float64Array, values);
        expect(error, `${block} ${index + 1}`).toBeLessThan(1e-4);
      });
    const ratio = (figures?.objective as number) / (expected?.objective as number);
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-5);
    run.dispose();
  });

  it.each(CASES)(`over ${LONG_RUN} iterations, $activation, $loss`, async (testCase) => {
    const reference = await create(new CpuBackend(), dataset, testCase);
    const run = await create(backend, dataset, testCase);
    await start(reference, testCase);
    await start(run, testCase);
    const [expected, figures] = [await reference.advance(LONG_RUN), await run.advance(LONG_RUN)];
    const deviations = expected.map(({ objective }, k) =>
      Math.abs((figures[k]?.objective as number) / objective - 1),
    );
    console.log(
      testCase.activation,
      testCase.loss,
      'largest deviation of F',
      Math.max(...deviations).toExponential(1),
      'F',
      expected.at(-1)?.objective,
      'test accuracy',
      expected.at(-1)?.forward?.testAccuracy,
      figures.at(-1)?.forward?.testAccuracy,
    );
    expect(Math.max(...deviations)).toBeLessThan(0.005);
    run.dispose();
  });
});
