import { describe, expect, it } from 'vitest';
import type { StoredWeights } from '../model/storedWeights.ts';
import { loadedWeights } from './loadedWeights.ts';

const stored: StoredWeights = {
  name: 'net.safetensors',
  layers: [
    { rows: 2, columns: 3, weights: Float64Array.of(0.1, 2, 3, 4, 5, 6), bias: null },
    { rows: 2, columns: 2, weights: Float64Array.of(1, 2, 3, 4), bias: null },
  ],
};
const biased: StoredWeights = {
  ...stored,
  layers: stored.layers.map((layer) => ({ ...layer, bias: Float64Array.of(0.7, 8) })),
};
const shape = (bias: boolean, widths = [3, 2, 2]) =>
  ({ widths, activation: 'relu', bias }) as const;

describe('loadedWeights', () => {
  it('puts b_l into the last column and rounds to float32', () => {
    const [first, second] = loadedWeights(shape(true), biased);
    const f = Math.fround;
    expect([...(first ?? [])]).toEqual([f(0.1), 2, 3, f(0.7), 4, 5, 6, 8]);
    expect([...(second ?? [])]).toEqual([1, 2, f(0.7), 3, 4, 8]);
  });

  it('takes weights without biases into a network with and without', () => {
    expect([...(loadedWeights(shape(false), stored)[1] ?? [])]).toEqual([1, 2, 3, 4]);
    expect([...(loadedWeights(shape(true), stored)[1] ?? [])]).toEqual([1, 2, 0, 3, 4, 0]);
  });

  it.each([
    ['nothing loaded', shape(true), null, /No weights are loaded/],
    [
      'other layers',
      shape(true, [3, 2, 2, 2]),
      biased,
      /have 2 layers and the network has 3.*to 2\./,
    ],
    ['other widths', shape(true, [3, 5, 2]), biased, /W1 of net.safetensors is 2×3.*needs 5×3/],
    ['biases too many', shape(false), biased, /switch Bias on/],
  ])('refuses %s with the remedy', (_, wanted, weights, words) => {
    expect(() => loadedWeights(wanted, weights)).toThrow(words);
  });
});
