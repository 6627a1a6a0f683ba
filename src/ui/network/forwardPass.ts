import { type Activation, LEAKY_SLOPE } from '../../model/activation.ts';
import type { Scaler } from '../../model/dataset.ts';
import type { StoredLayer, StoredWeights } from '../../model/storedWeights.ts';

/** What a network says of one sample. */
export interface Prediction {
  /** The class with the largest z_L. */
  readonly predicted: number;
  /** softmax(z_L). */
  readonly probabilities: Float64Array;
}

/** h by itself, as the engines have it. */
function activationOf(activation: Activation): (z: number) => number {
  switch (activation) {
    case 'relu':
      return (z) => Math.max(z, 0);
    case 'leaky-relu':
      return (z) => (z < 0 ? LEAKY_SLOPE * z : z);
    case 'sigmoid':
      return (z) => 1 / (1 + Math.exp(-z));
    case 'tanh':
      return Math.tanh;
  }
}

/** W a + b. */
function affine({ rows, columns, weights, bias }: StoredLayer, a: ArrayLike<number>): Float64Array {
  const z = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = bias?.[row] ?? 0;
    for (let column = 0; column < columns; column++)
      sum += (weights[start + column] as number) * (a[column] as number);
    z[row] = sum;
  }
  return z;
}

/**
 * x ↦ softmax(W_L h(… h(W_1 x + b_1) …) + b_L) of one sample in float64, here and now: the worker may be busy for longer
 * than an answer to a stroke may take.
 */
export function predict(
  { layers }: StoredWeights,
  activation: Activation,
  x: ArrayLike<number>,
): Prediction {
  const h = activationOf(activation);
  let current: ArrayLike<number> = x;
  let z = new Float64Array();
  for (const layer of layers) {
    z = affine(layer, current) as Float64Array<ArrayBuffer>;
    current = z.map(h);
  }
  let predicted = 0;
  for (let index = 1; index < z.length; index++)
    if ((z[index] as number) > (z[predicted] as number)) predicted = index;
  const exponentials = z.map((value) => Math.exp(value - (z[predicted] as number)));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return { predicted, probabilities: exponentials.map((value) => value / sum) };
}

/** Grey shares 0 … 1 as the inputs that the networks were trained on. */
export function scaleInputs(
  shares: ArrayLike<number>,
  { offset, factor, low, high }: Scaler,
): Float32Array {
  return Float32Array.from(offset, (shift, feature) => {
    const value = low + (shares[feature] as number) * (high - low);
    return (value - shift) * (factor[feature] as number);
  });
}
