import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../../model/activation.ts';
import { predict, scaleInputs } from './forwardPass.ts';

const weights = {
  name: 'by hand',
  layers: [
    { rows: 2, columns: 2, weights: Float64Array.of(1, -1, 0.5, 2), bias: Float64Array.of(0, -1) },
    { rows: 2, columns: 2, weights: Float64Array.of(1, 0, 0, 1), bias: null },
  ],
};
// z_1 of x = (1, 2): (−1, 3.5).
const H = {
  relu: [0, 3.5],
  'leaky-relu': [-0.01, 3.5],
  sigmoid: [1 / (1 + Math.E), 1 / (1 + Math.exp(-3.5))],
  tanh: [Math.tanh(-1), Math.tanh(3.5)],
} as const;

describe('predict', () => {
  it.each(ACTIVATIONS)('is softmax of the network’s outputs, %s', (activation) => {
    const [a = 0, b = 0] = H[activation];
    const { predicted, probabilities } = predict(weights, activation, [1, 2]);
    expect(predicted).toBe(1);
    expect(probabilities[0]).toBeCloseTo(1 / (1 + Math.exp(b - a)), 12);
    expect(probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(a - b)), 12);
  });

  it('takes the first of equal outputs, as the engines do, and large ones', () => {
    const [layer] = weights.layers;
    const equal = { ...layer, weights: Float64Array.of(1e6, 0, 1e6, 0), bias: null };
    const { predicted, probabilities } = predict(
      { name: 'equal', layers: [equal as NonNullable<typeof layer>] },
      'relu',
      [1, 1],
    );
    expect(predicted).toBe(0);
    expect([...probabilities]).toEqual([0.5, 0.5]);
  });
});

describe('scaleInputs', () => {
  it('brings shares of ink to the range of the features and scales them', () => {
    const scaler = {
      scaling: 'standardised',
      offset: Float64Array.of(4, 10),
      factor: Float64Array.of(0.5, 0),
      low: 0,
      high: 16,
    } as const;
    expect([...scaleInputs([0.5, 1], scaler)]).toEqual([2, 0]);
  });
});
