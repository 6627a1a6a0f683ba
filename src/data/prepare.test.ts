import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INPUT_SCALINGS, type LabelledImages, type RawDataset } from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { datasetHash } from './datasetHash.ts';
import { prepareDataset, type Selection } from './prepare.ts';

function part(labels: readonly number[], pixels: readonly number[]): LabelledImages {
  return {
    labels: Uint8Array.from(labels),
    pixels: Uint8Array.from(pixels),
    count: labels.length,
    width: 2,
    height: 1,
  };
}

/** Two pixels: the first varies, the second is 51 = 0.2·255 in all training samples. */
const RAW: RawDataset = {
  name: 'small',
  source: 'synthetic',
  train: part([4, 2, 4, 0, 2, 4], [0, 51, 255, 51, 102, 51, 9, 51, 51, 51, 204, 51]),
  test: part([4, 2, 2, 0], [255, 0, 51, 51, 0, 255, 3, 3]),
  classCount: 5,
};

const ALL: Selection = {
  trainCount: 100,
  testCount: 100,
  classes: [4, 2],
  seed: 1,
  order: 'first',
  scaling: 'unit',
};

const round = (values: Float32Array) => Array.from(values, (x) => Math.round(x * 1e6) / 1e6);

describe('prepareDataset', () => {
  it('picks the classes in file order, renumbers them and takes what exists', () => {
    const dataset = prepareDataset(RAW, ALL);
    expect(dataset).toMatchObject({
      name: 'small',
      source: 'synthetic',
      featureCount: 2,
      classCount: 2,
      classNames: ['2', '4'],
    });
    expect([...dataset.train.origin]).toEqual([0, 1, 2, 4, 5]);
    expect([...dataset.train.labels]).toEqual([1, 0, 1, 0, 1]);
    expect(dataset.train.count).toBe(5);
    expect([...dataset.test.origin]).toEqual([0, 1, 2]);
    expect(prepareDataset(RAW, { ...ALL, trainCount: 2 }).train.count).toBe(2);
  });

  it('scales to 0–1', () => {
    const { train } = prepareDataset(RAW, ALL);
    expect(round(train.features)).toEqual([0, 0.2, 1, 0.2, 0.4, 0.2, 0.2, 0.2, 0.8, 0.2]);
  });

  it('centres by the mean of the training subset alone', () => {
    const { train, test } = prepareDataset(RAW, { ...ALL, scaling: 'centred' });
    // Mean of 0, 1, 0.4, 0.2, 0.8 is 0.48.
    expect(round(train.features)).toEqual([-0.48, 0, 0.52, 0, -0.08, 0, -0.28, 0, 0.32, 0]);
    expect(round(test.features)).toEqual([0.52, -0.2, -0.28, 0, -0.48, 0.8]);
  });

  it('standardises; a feature without variance is 0, in the test part too', () => {
    const { train, test } = prepareDataset(RAW, { ...ALL, scaling: 'standardised' });
    const deviation = Math.sqrt((0.48 ** 2 + 0.52 ** 2 + 0.08 ** 2 + 0.28 ** 2 + 0.32 ** 2) / 5);
    expect(train.features[2]).toBeCloseTo(0.52 / deviation, 6);
    expect(test.features[4]).toBeCloseTo(-0.48 / deviation, 6);
    for (const { features } of [train, test]) {
      for (let i = 1; i < features.length; i += 2) expect(Math.abs(features[i])).toBe(0);
    }
  });

  it('shuffles by the seed: a permutation whose beginnings agree', () => {
    const labels = Array.from({ length: 50 }, (_, i) => i % 5);
    const pixels = Array.from({ length: 100 }, (_, i) => i);
    const raw = { ...RAW, train: part(labels, pixels), test: part(labels, pixels) };
    const selection: Selection = { ...ALL, classes: [0, 1, 2, 3, 4], order: 'shuffled' };
    const all = prepareDataset(raw, selection);
    expect([...all.train.origin].sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
    expect(all.train.origin).not.toEqual(all.test.origin);
    const few = prepareDataset(raw, { ...selection, trainCount: 7 });
    expect(few.train.origin).toEqual(all.train.origin.slice(0, 7));
    for (let i = 0; i < 50; i++) {
      expect(all.train.labels[i]).toBe(labels[all.train.origin[i]]);
      expect(all.train.features[2 * i]).toBeCloseTo((2 * all.train.origin[i]) / 255, 6);
    }
    expect(prepareDataset(raw, selection)).toEqual(all);
    expect(prepareDataset(raw, { ...selection, seed: 2 }).train.origin).not.toEqual(
      all.train.origin,
    );
  });

  it('gives finite features of mean 0 and deviation 1 or 0 for any pixels', () => {
    const pixels = fc.uint8Array({ minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(pixels, fc.constantFrom(...INPUT_SCALINGS), (bytes, scaling) => {
        const count = bytes.length >> 1;
        const images = part(new Array(count).fill(0), [...bytes.subarray(0, 2 * count)]);
        const raw = { ...RAW, train: images, test: images };
        const { features } = prepareDataset(raw, { ...ALL, classes: [0], scaling }).train;
        expect(features.every(Number.isFinite)).toBe(true);
        if (scaling === 'unit') return;
        for (const j of [0, 1]) {
          const column = Array.from({ length: count }, (_, i) => features[2 * i + j]);
          const mean = column.reduce((sum, x) => sum + x, 0) / count;
          const square = column.reduce((sum, x) => sum + x * x, 0) / count;
          expect(Math.abs(mean)).toBeLessThan(1e-5);
          if (scaling === 'standardised' && square > 0) expect(square).toBeCloseTo(1, 4);
        }
      }),
    );
  });

  it.each([
    ['an unknown class', { classes: [1, 5] }, 'classes', /no class 5; their classes are 0 to 4/],
    ['half a class', { classes: [0.5] }, 'classes', /no class 0.5/],
    ['no class', { classes: [] }, 'classes', /No class is chosen/],
    ['no training sample', { classes: [3] }, 'classes', /No train sample is of class 3/],
    ['no training samples wanted', { trainCount: 0 }, 'trainCount', /whole number from 1/],
    ['half a test sample', { testCount: 1.5 }, 'testCount', /whole number from 1/],
  ])('refuses %s', (_, change, label, words) => {
    const call = () => prepareDataset(RAW, { ...ALL, ...change });
    expect(call).toThrow(ConfigurationError);
    expect(call).toThrow(words);
    expect(call).toThrow(expect.objectContaining({ label }));
  });
});

describe('datasetHash', () => {
  it('names pixels, labels and split, but not the scaling', async () => {
    const hash = (change: Partial<Selection>, raw = RAW) =>
      datasetHash(raw, prepareDataset(raw, { ...ALL, ...change }));
    const base = await hash({});
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(await hash({ scaling: 'standardised' })).toBe(base);
    const relabelled = { ...RAW, test: { ...RAW.test, labels: Uint8Array.of(4, 4, 2, 0) } };
    const redrawn = { ...RAW, train: { ...RAW.train, pixels: RAW.train.pixels.map((p) => p ^ 1) } };
    const others = [
      await hash({ trainCount: 4 }),
      await hash({ testCount: 2 }),
      await hash({ classes: [2] }),
      await hash({}, relabelled),
      await hash({}, redrawn),
      await hash({ order: 'shuffled' }),
    ];
    expect(new Set([base, ...others]).size).toBe(7);
  });
});
