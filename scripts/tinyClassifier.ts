import { Random } from '../src/maths/random.ts';
import type { Samples } from '../src/model/dataset.ts';

export interface TinyTraining {
  /** Width of the one hidden ReLU layer; 0: none, which is softmax regression. */
  readonly hidden: number;
  readonly epochs: number;
  readonly batch: number;
  /** Adam's step at the start; it falls to 0 along half a cosine. */
  readonly rate: number;
  readonly seed: number;
}

/** Weights of one layer, `inputs × outputs`, the last row the bias; with Adam's moments. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

function createLayer(inputs: number, outputs: number, random: Random): Layer {
  const size = (inputs + 1) * outputs;
  const spread = Math.sqrt(2 / inputs);
  const weights = new Float32Array(size);
  for (let i = 0; i < inputs * outputs; i++) weights[i] = spread * random.normal();
  const zeros = (): Float32Array => new Float32Array(size);
  return { inputs, outputs, weights, gradient: zeros(), first: zeros(), second: zeros() };
}

function forward({ inputs, outputs, weights }: Layer, x: Float32Array): Float32Array {
  const y = weights.slice(inputs * outputs);
  for (let i = 0; i < inputs; i++) {
    const xi = x[i] as number;
    if (xi === 0) continue;
    const row = i * outputs;
    for (let j = 0; j < outputs; j++) y[j] = (y[j] as number) + xi * (weights[row + j] as number);
  }
  return y;
}

/** Adds x·dᵀ to the gradient; x goes on with a 1 for the bias. */
function accumulate({ inputs, outputs, gradient }: Layer, x: Float32Array, d: Float32Array): void {
  for (let i = 0; i <= inputs; i++) {
    const xi = i < inputs ? (x[i] as number) : 1;
    if (xi === 0) continue;
    const row = i * outputs;
    for (let j = 0; j < outputs; j++) {
      gradient[row + j] = (gradient[row + j] as number) + xi * (d[j] as number);
    }
  }
}

/** W·d, where the hidden unit was on. */
function backward({ outputs, weights }: Layer, d: Float32Array, hidden: Float32Array) {
  return hidden.map((h, i) => {
    if (h <= 0) return 0;
    let sum = 0;
    for (let j = 0; j < outputs; j++)
      sum += (weights[i * outputs + j] as number) * (d[j] as number);
    return sum;
  });
}

/** Adam (Kingma and Ba, 2015) with β₁ = 0.9, β₂ = 0.999; empties the gradient. */
function adam(layer: Layer, rate: number, step: number): void {
  const { weights, gradient, first, second } = layer;
  const scale = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i] as number;
    const m = 0.9 * (first[i] as number) + 0.1 * g;
    const v = 0.999 * (second[i] as number) + 0.001 * g * g;
    first[i] = m;
    second[i] = v;
    weights[i] = (weights[i] as number) - (scale * m) / (Math.sqrt(v) + 1e-8);
  }
  gradient.fill(0);
}

function row(samples: Samples, i: number): Float32Array {
  const features = samples.features.length / samples.count;
  return samples.features.subarray(i * features, (i + 1) * features);
}

/** softmax(z) − e_label, divided by the batch. */
function outputError(z: Float32Array, label: number, batch: number): Float32Array {
  const largest = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value, j) => (value / sum - (j === label ? 1 : 0)) / batch);
}

function activations(layers: readonly Layer[], x: Float32Array): Float32Array[] {
  const values = [x];
  layers.forEach((layer, l) => {
    const z = forward(layer, values[l] as Float32Array);
    values.push(l < layers.length - 1 ? z.map((value) => Math.max(0, value)) : z);
  });
  return values;
}

function learn(layers: readonly Layer[], x: Float32Array, label: number, batch: number): void {
  const values = activations(layers, x);
  let error = outputError(values.at(-1) as Float32Array, label, batch);
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l] as Layer;
    const input = values[l] as Float32Array;
    accumulate(layer, input, error);
    if (l > 0) error = backward(layer, error, input);
  }
}

function accuracy(layers: readonly Layer[], samples: Samples): number {
  let right = 0;
  for (let i = 0; i < samples.count; i++) {
    const z = activations(layers, row(samples, i)).at(-1) as Float32Array;
    if (z.indexOf(Math.max(...z)) === samples.labels[i]) right++;
  }
  return right / samples.count;
}

/**
 * Trains softmax regression or a network with one hidden ReLU layer by Adam: a yardstick of how hard
 * a data set is, independent of the project's own engines.
 * @returns the share of the test samples classified correctly after the last epoch.
 */
export function tinyTestAccuracy(train: Samples, test: Samples, options: TinyTraining): number {
  const { hidden, epochs, batch, rate, seed } = options;
  const random = Random.fromSeed(seed);
  const features = train.features.length / train.count;
  const widths = hidden > 0 ? [features, hidden, 10] : [features, 10];
  const layers = widths
    .slice(1)
    .map((outputs, l) => createLayer(widths[l] as number, outputs, random));
  const order = Uint32Array.from({ length: train.count }, (_, i) => i);
  const steps = epochs * Math.ceil(train.count / batch);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order);
    for (let start = 0; start < train.count; start += batch) {
      const chosen = order.subarray(start, start + batch);
      for (const i of chosen) {
        learn(layers, row(train, i), train.labels[i] as number, chosen.length);
      }
      const stepRate = (rate * (1 + Math.cos((Math.PI * step++) / steps))) / 2;
      for (const layer of layers) adam(layer, stepRate, step);
    }
  }
  return accuracy(layers, test);
}
