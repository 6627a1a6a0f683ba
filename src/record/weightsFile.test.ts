import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RecordFormatError } from '../model/errors.ts';
import type { StoredWeights } from '../model/storedWeights.ts';
import { INITIAL_SETTINGS } from '../settings/settings.ts';
import type { RunOrigin } from './runRecord.ts';
import { type Tensor, writeTensors } from './safetensors.ts';
import { readWeightsFile, writeWeights } from './weightsFile.ts';

const ORIGIN: RunOrigin = {
  algorithm: 'mdlam',
  settings: { ...INITIAL_SETTINGS, activation: 'tanh' },
  data: {
    name: 'MNIST',
    source: 'network',
    hash: '0123456789abcdef',
    trainCount: 10,
    testCount: 5,
    featureCount: 3,
    classNames: ['0', '1'],
  },
  start: { weights: 'a', data: 'b', order: 'c' },
  device: { engine: 'cpu', description: 'd', precision: 'float64', software: false },
  app: '0.1.0',
  startedAt: '2026-11-23T00:00:00.000Z',
};
const WEIGHTS: StoredWeights = {
  name: 'mDLAM',
  layers: [
    {
      rows: 2,
      columns: 3,
      weights: Float64Array.of(1, 2, 3, 4, 5, 6),
      bias: Float64Array.of(7, 8),
    },
    { rows: 1, columns: 2, weights: Float64Array.of(9, 10), bias: Float64Array.of(11) },
  ],
};

const tensor = (name: string, shape: number[], fill = 1): Tensor => ({
  name,
  shape,
  values: new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(fill),
});
const file = (...tensors: Tensor[]) => writeTensors({ tensors, metadata: {} });
const message = (bytes: Uint8Array) => {
  try {
    readWeightsFile(bytes, 'w.safetensors');
  } catch (error) {
    expect(error).toBeInstanceOf(RecordFormatError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
};

describe('weights files', () => {
  it('come back as they were, with what they are of', () => {
    const read = readWeightsFile(writeWeights(WEIGHTS, ORIGIN, 42), 'w.safetensors');
    expect(read.weights.layers).toEqual(WEIGHTS.layers);
    expect(read).toMatchObject({
      activation: 'tanh',
      iteration: 42,
      data: '0123456789abcdef',
      weights: { name: 'w.safetensors (mDLAM)' },
    });
  });

  it('need no biases and no metadata', () => {
    const bytes = file(tensor('W2', [1, 2]), tensor('W1', [2, 3]));
    const { weights, activation, iteration, data } = readWeightsFile(bytes, 'w');
    expect(weights.layers.map(({ rows, columns, bias }) => [rows, columns, bias])).toEqual([
      [2, 3, null],
      [1, 2, null],
    ]);
    expect([activation, iteration, data]).toEqual([null, null, null]);
  });

  it('are read under PyTorch’s names, in the order of their numbers', () => {
    const bytes = file(
      tensor('net.10.weight', [1, 4], 3),
      tensor('net.2.bias', [4]),
      tensor('net.2.weight', [4, 3], 2),
      tensor('net.10.bias', [1]),
    );
    const { layers } = readWeightsFile(bytes, 'w').weights;
    expect(layers.map(({ weights }) => weights[0])).toEqual([2, 3]);
  });

  it.each([
    ['no tensors', [], 'no tensor at all'],
    ['other tensors', [tensor('conv1.kernel', [2, 3])], '"conv1.kernel"'],
    ['a missing layer', [tensor('W1', [2, 3]), tensor('W3', [1, 2])], 'W2 is missing'],
    ['a bias alone', [tensor('W1', [2, 3]), tensor('b2', [1])], 'belongs to "b2" is missing'],
    ['shapes that do not chain', [tensor('W1', [2, 3]), tensor('W2', [1, 5])], 'takes 5 inputs'],
    ['a tensor of three dimensions', [tensor('W1', [2, 3, 1])], '2×3×1 and is no matrix'],
    ['an empty matrix', [tensor('W1', [0, 3])], '0×3'],
    ['too many biases', [tensor('W1', [2, 3]), tensor('b1', [3])], 'needs 2 biases'],
    [
      'biases of one layer only',
      [tensor('W1', [2, 3]), tensor('b1', [2]), tensor('W2', [1, 2])],
      'bias of layer 2',
    ],
    ['values that are no numbers', [tensor('W1', [2, 3], Number.NaN)], 'value 0 of W1 is NaN'],
  ] as const)('are refused with %s', (_, tensors, words) => {
    const said = message(file(...tensors));
    expect(said).toMatch(/^w\.safetensors: /);
    expect(said).toContain(words);
  });
});

/** Written by the format's own library: see test/golden/weightsFiles.py. */
const golden: Readonly<
  Record<string, { readonly file: string; readonly numbers: Readonly<Record<string, number[]>> }>
> = JSON.parse(
  readFileSync(new URL('../../test/golden/weightsFiles.json', import.meta.url), 'utf8'),
);

describe('a file of the safetensors library', () => {
  it.each(Object.entries(golden))('gives the numbers of a PyTorch network in %s', (type, one) => {
    const bytes = Uint8Array.from(Buffer.from(one.file, 'base64'));
    const { weights } = readWeightsFile(bytes, `${type}.safetensors`);
    expect(weights.layers.map(({ rows, columns }) => [columns, rows])).toEqual([
      [7, 5],
      [5, 3],
    ]);
    weights.layers.forEach((layer, index) => {
      expect([...layer.weights]).toEqual(one.numbers[`${2 * index}.weight`]);
      expect([...(layer.bias ?? [])]).toEqual(one.numbers[`${2 * index}.bias`]);
    });
  });
});
