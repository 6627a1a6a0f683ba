import { beforeAll, describe, expect, it } from 'vitest';
import { prepareDataset } from '../data/prepare.ts';
import { syntheticDigits } from '../data/synthetic.ts';
import type { Dataset } from '../model/dataset.ts';
import { NetworkProbe } from '../optimiser/inspection.ts';
import type { IterationFigures } from '../optimiser/optimiser.ts';
import { uploadProblem } from '../optimiser/problem.ts';
import { INITIAL_SETTINGS, type Settings } from '../settings/settings.ts';
import { withBiasColumn } from '../training/biasColumn.ts';
import { createRun } from '../training/createRun.ts';
import { predict, scaleInputs } from '../ui/network/forwardPass.ts';
import type { Engine } from './engine.ts';
import { layerDistributions } from './layerDistributions.ts';
import { type LiveRun, readWeights } from './liveRun.ts';
import { classify, pickSamples } from './networkInspector.ts';
import { openEngine } from './openEngine.ts';
import type { InspectedNetwork, NetworkDistributions, RunWeights } from './protocol.ts';

const settings: Settings = {
  ...INITIAL_SETTINGS,
  algorithms: ['mdlam'],
  trainCount: 60,
  testCount: 45,
  hidden: [7, 5],
  lambda: [0.1],
  innerSteps: [2],
  activation: 'tanh',
  scaling: 'standardised',
  iterations: 6,
  evaluateEvery: 1,
};
const ITERATIONS = 6;
const never = new AbortController().signal;

let engine: Engine;
let dataset: Dataset;
let run: LiveRun;
let last: IterationFigures;
let weights: RunWeights;
let network: InspectedNetwork;

beforeAll(async () => {
  engine = await openEngine('cpu', () => undefined);
  const { trainCount, testCount, order, scaling } = settings;
  dataset = prepareDataset(syntheticDigits({ trainCount, testCount, seed: 3 }), {
    trainCount,
    testCount,
    classes: [],
    seed: 3,
    order,
    scaling,
  });
  const problem = uploadProblem(engine.backend, dataset, settings.bias);
  const {
    optimiser,
    configuration,
    weights: start,
  } = await createRun(engine.backend, problem, settings, 'mdlam', dataset);
  await optimiser.start(start);
  last = (await optimiser.advance(ITERATIONS)).at(-1) as IterationFigures;
  run = { name: 'mDLAM', shape: configuration.shape, optimiser };
  weights = await readWeights(run);
  network = { weights, activation: settings.activation };
});

describe('readWeights', () => {
  it('gives W_l and b_l apart, of the newest iteration, and back again', async () => {
    expect(weights.iteration).toBe(ITERATIONS);
    expect(weights.layers.map(({ rows, columns }) => [rows, columns])).toEqual([
      [7, 784],
      [5, 7],
      [10, 5],
    ]);
    const own = await run.optimiser.weights();
    expect(weights.layers.map((layer) => withBiasColumn(run.shape, layer))).toEqual(own);
    expect(weights.layers[1]?.bias?.[2]).toBe(own[1]?.[2 * 8 + 7]);
  });
});

describe('classify', () => {
  it.each(['test', 'train'] as const)('agrees with the evaluation of the run, %s', async (part) => {
    const found = await classify(engine.backend, dataset, network, part, never);
    const { labels, predicted, trueProbability, confidence } = found ?? expect.fail();
    const right = labels.filter((label, i) => label === predicted[i]).length;
    const { forward } = last;
    expect(right / labels.length).toBe(forward?.[`${part}Accuracy`]);
    const loss = trueProbability.reduce((sum, p) => sum - Math.log(p), 0) / labels.length;
    expect(loss).toBeCloseTo(forward?.[`${part}Loss`] as number, 5);
    expect(confidence.every((p, i) => p >= (trueProbability[i] as number))).toBe(true);
  });

  it('agrees with what the page computes of one sample', async () => {
    const found = await classify(engine.backend, dataset, network, 'test', never);
    const { features } = pickSamples(dataset, 'test', [17]);
    const { predicted, probabilities } = predict(weights, 'tanh', features);
    expect(predicted).toBe(found?.predicted[17]);
    expect(probabilities[predicted]).toBeCloseTo(found?.confidence[17] as number, 6);
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('ends when it is told to, and frees its memory', async () => {
    const abort = new AbortController();
    const asked = classify(engine.backend, dataset, network, 'test', abort.signal);
    abort.abort();
    expect(await asked).toBeNull();
  });

  it('refuses a network of other data by its name', async () => {
    const layers = weights.layers.slice(1);
    const other = { ...network, weights: { name: 'net.safetensors', layers } };
    await expect(classify(engine.backend, dataset, other, 'test', never)).rejects.toThrow(
      /net\.safetensors has 7 inputs.*784 features/,
    );
  });
});

describe('pickSamples', () => {
  it('gives inputs as they are and grey values as they were', () => {
    const raw = syntheticDigits({ trainCount: 60, testCount: 45, seed: 3 });
    const { features, grey, labels } = pickSamples(dataset, 'train', [5, 2]);
    expect(features.subarray(784)).toEqual(dataset.train.features.subarray(2 * 784, 3 * 784));
    expect([...labels]).toEqual([dataset.train.labels[5], dataset.train.labels[2]]);
    const origin = dataset.train.origin[2] as number;
    const original = raw.train.values.subarray(origin * 784, (origin + 1) * 784);
    expect([...grey.subarray(784)]).toEqual([...original]);
    const again = scaleInputs(
      [...original].map((value) => value / 255),
      dataset.scaler,
    );
    expect(
      Math.max(...again.map((x, i) => Math.abs(x - (features[784 + i] as number)))),
    ).toBeLessThan(1e-5);
  });

  it('refuses a place that does not exist', () => {
    expect(() => pickSamples(dataset, 'test', [45])).toThrow(/no test sample 45.*0 to 44/);
  });
});

describe('layerDistributions', () => {
  it('shows a run’s own z and a: φ_l of its residuals, and gaps within ε', async () => {
    const found = await layerDistributions(engine.backend, dataset, network, run, never);
    const { layers, why, iteration } = found as NetworkDistributions;
    expect([why, iteration, found?.samples]).toEqual([null, ITERATIONS, 60]);
    const { split, dlam } = last;
    layers.forEach(({ residual, gap }, index) => {
      const { mean, deviation, total } = residual ?? expect.fail();
      const squares = total * (deviation ** 2 + mean ** 2);
      const phi = split?.residuals[index] as number;
      expect((((dlam?.rho as number) / 2) * squares) / phi).toBeCloseTo(1, 8);
      if (index === 2) expect(gap).toBeNull();
      else {
        const widest = Math.max(-(gap?.least as number), gap?.greatest as number);
        expect(widest).toBeLessThanOrEqual((dlam?.epsilon as number) * (1 + 1e-9));
        expect(widest).toBeGreaterThan(0);
      }
    });
  });

  it('shows the forward pass without a run', async () => {
    const found = await layerDistributions(engine.backend, dataset, network, null, never);
    expect(found?.why).toBe('no-run');
    expect(found?.layers.map(({ residual }) => residual)).toEqual([null, null, null]);
    const first = found?.layers[0]?.values;
    expect([first?.total, Math.abs(first?.least ?? 2) <= 1]).toEqual([60 * 7, true]);
    const probe = await NetworkProbe.create(
      engine.backend,
      run.shape,
      weights.layers.map((layer) => withBiasColumn(run.shape, layer)),
      60,
    );
    const outputs = await probe.outputs(dataset.train.features);
    expect(found?.layers[2]?.values.greatest).toBe(Math.max(...outputs));
    expect(found?.layers[2]?.values.total).toBe(60 * 10);
  });

  it('does not mix iterations: a run that moves on meanwhile has none to show', async () => {
    const asked = layerDistributions(engine.backend, dataset, network, run, never);
    const moving = (run.optimiser as unknown as { advance(n: number): Promise<unknown> }).advance(
      1,
    );
    expect((await asked)?.why).toBe('in-training');
    await moving;
  });
});
