import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { Random } from '../../src/maths/random.ts';
import { ACTIVATIONS, type Activation } from '../../src/model/activation.ts';
import {
  type GradientHyperparameters,
  LOSSES,
  type Loss,
} from '../../src/model/hyperparameters.ts';
import type { NetworkShape } from '../../src/model/network.ts';
import { GradientDescent } from '../../src/optimiser/gradientDescent.ts';
import { activationValue } from '../support/activationValue.ts';
import { problemFromRows } from '../support/problemFromRows.ts';
import { toyRows } from '../support/toyProblem.ts';

const WIDTHS = [6, 7, 5, 3];
const SAMPLES = 11;
/** With this seed no hidden pre-activation lies within KINK_DISTANCE of a ReLU's kink; a test below says so. */
const SEED = 8;
const KINK_DISTANCE = 1e-3;
/** h. Its square and roundoff/h are both far below TOLERANCE. */
const DIFFERENCE = 1e-5;
const TOLERANCE = 1e-6;
const ENTRIES = 8;

const samples = toyRows(SAMPLES, WIDTHS[0], WIDTHS[3], SEED);

/** W⁰ with biases that are not 0: normal, σ = √(1/n_{l-1}). */
function drawnWeights(bias: boolean): Float64Array[] {
  const random = Random.fromSeed(SEED);
  return WIDTHS.slice(1).map((outputs, index) => {
    const inputs = WIDTHS[index];
    return Float64Array.from(
      { length: outputs * (inputs + (bias ? 1 : 0)) },
      () => random.normal() / Math.sqrt(inputs),
    );
  });
}

/** z_l of the hidden layers, one sample after the other, written out. */
function hiddenPreActivations(weights: readonly Float64Array[], shape: NetworkShape): number[] {
  return samples.labels.flatMap((_, sample) => {
    let inputs = Array.from(samples.x.subarray(sample * WIDTHS[0], (sample + 1) * WIDTHS[0]));
    return weights.slice(0, -1).flatMap((matrix, index) => {
      const extended = shape.bias ? [...inputs, 1] : inputs;
      const z = Array.from({ length: WIDTHS[index + 1] }, (_, row) =>
        extended.reduce((sum, a, column) => sum + a * matrix[row * extended.length + column], 0),
      );
      inputs = z.map((value) => activationValue(shape.activation, value));
      return z;
    });
  });
}

/** Full batch, no regulariser, and a plain step of size 1: W − W⁺ = ∇J/N. */
function stepOfSizeOne(loss: Loss): GradientHyperparameters {
  return {
    loss,
    regulariser: 'none',
    lambda: [0, 0, 0],
    rule: { kind: 'momentum', rate: 1, momentum: 0, nesterov: false },
    batchSize: null,
    orderSeed: 0,
  };
}

function createRun(shape: NetworkShape, loss: Loss): Promise<GradientDescent> {
  const backend = new CpuBackend();
  return GradientDescent.create(backend, problemFromRows(backend, samples, WIDTHS, shape.bias), {
    shape,
    hyperparameters: stepOfSizeOne(loss),
    evaluateEvery: 100,
  });
}

/** ∇J/N by backpropagation. */
async function backpropagated(
  run: GradientDescent,
  weights: readonly Float64Array[],
): Promise<Float64Array[]> {
  await run.start(weights);
  await run.advance(1);
  const after = await run.weights();
  return weights.map((matrix, layer) => matrix.map((value, i) => value - after[layer][i]));
}

/** (J(W + hE) − J(W − hE)) / 2hN for one entry of one layer. */
async function centralDifference(
  run: GradientDescent,
  weights: readonly Float64Array[],
  layer: number,
  entry: number,
): Promise<number> {
  const objectiveAt = async (change: number): Promise<number> => {
    const moved = weights.map((matrix) => matrix.slice());
    moved[layer][entry] += change;
    return (await run.start(moved)).objective;
  };
  const difference = (await objectiveAt(DIFFERENCE)) - (await objectiveAt(-DIFFERENCE));
  return difference / (2 * DIFFERENCE * SAMPLES);
}

/** The largest error among random entries of a layer, relative to the layer's largest gradient entry. */
async function worstError(
  run: GradientDescent,
  weights: readonly Float64Array[],
  gradient: readonly Float64Array[],
  layer: number,
): Promise<number> {
  const largest = Math.max(...gradient[layer].map(Math.abs));
  const entries = Random.fromSeed(SEED + layer).shuffle([...gradient[layer].keys()]);
  // The last entry is a bias where there are biases.
  const checked = [...entries.slice(0, ENTRIES), gradient[layer].length - 1];
  const errors: number[] = [];
  for (const entry of checked) {
    const expected = await centralDifference(run, weights, layer, entry);
    errors.push(Math.abs(gradient[layer][entry] - expected) / largest);
  }
  return Math.max(...errors);
}

const shapes = ACTIVATIONS.flatMap((activation: Activation) =>
  [false, true].map((bias) => ({ widths: WIDTHS, activation, bias })),
);
const networks = shapes.flatMap((shape) => LOSSES.map((loss) => ({ ...shape, loss })));

describe('backpropagation against central differences', () => {
  it.each(shapes)('stays clear of the kinks ($activation, bias: $bias)', (shape) => {
    const z = hiddenPreActivations(drawnWeights(shape.bias), shape);
    expect(z).toHaveLength(SAMPLES * (WIDTHS[1] + WIDTHS[2]));
    expect(Math.min(...z.map(Math.abs))).toBeGreaterThan(KINK_DISTANCE);
  });

  it.each(networks)('$activation, $loss, bias: $bias', async ({ loss, ...shape }) => {
    const run = await createRun(shape, loss);
    const weights = drawnWeights(shape.bias);
    const gradient = await backpropagated(run, weights);
    for (const layer of weights.keys())
      expect(await worstError(run, weights, gradient, layer), `W${layer + 1}`).toBeLessThan(
        TOLERANCE,
      );
  });

  it('would notice a gradient that is off by a part in 10⁵', async () => {
    const shape: NetworkShape = { widths: WIDTHS, activation: 'tanh', bias: true };
    const run = await createRun(shape, 'cross-entropy');
    const weights = drawnWeights(true);
    const gradient = await backpropagated(run, weights);
    const wrong = gradient.map((matrix) => matrix.map((value) => value * (1 + 1e-5)));
    for (const layer of weights.keys())
      expect(await worstError(run, weights, wrong, layer)).toBeGreaterThan(TOLERANCE);
  });
});
