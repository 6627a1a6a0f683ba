import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FeatureValues,
  INPUT_SCALINGS,
  type LabelledSamples,
  type RawDataset,
} from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { numberedClasses } from './classes.ts';
import { datasetHash } from './datasetHash.ts';
import { prepareDataset, type Selection } from './prepare.ts';
import { syntheticDigits } from './synthetic.ts';

function part(labels: readonly number[], pixels: readonly number[]): LabelledSamples {
  return {
    labels: Uint8Array.from(labels),
    values: Uint8Array.from(pixels),
    count: labels.length,
    featureCount: 2,
    picture: { width: 2, height: 1 },
  };
}

/** Two pixels: the first varies, the second is 51 = 0.2·255 in all training samples. */
const RAW: RawDataset = {
  name: 'small',
  source: 'synthetic',
  train: part([4, 2, 4, 0, 2, 4], [0, 51, 255, 51, 102, 51, 9, 51, 51, 51, 204, 51]),
  test: part([4, 2, 2, 0], [255, 0, 51, 51, 0, 255, 3, 3]),
  classes: numberedClasses(5),
  featureNames: null,
  reading: null,
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

  it('takes all classes that the data name where none are chosen', () => {
    const letters = ['a', 'c'].map((name, label) => ({ label: 2 * label + 2, name }));
    const raw = { ...RAW, train: part([2, 4], [0, 1, 2, 3]), test: part([4], [5, 6]) };
    const dataset = prepareDataset({ ...raw, classes: letters }, { ...ALL, classes: [] });
    expect(dataset.classNames).toEqual(['a', 'c']);
    expect([...dataset.train.labels, ...dataset.test.labels]).toEqual([0, 1, 1]);
    const other = () => prepareDataset({ ...raw, classes: letters }, { ...ALL, classes: [3] });
    expect(other).toThrow(/no class 3; their classes are 2 \(a\), 4 \(c\)\. Leave/);
  });

  it('scales floats by their own range or deviation', () => {
    const floats = (values: readonly number[], labels: readonly number[]): LabelledSamples => ({
      ...part(labels, []),
      values: Float32Array.from(values),
      picture: null,
    });
    const raw: RawDataset = {
      ...RAW,
      train: floats([-2, 1e8, 2, 1e8, 6, 1e8], [0, 1, 0]),
      test: floats([10, 0], [1]),
      classes: numberedClasses(2),
    };
    const scaled = (scaling: Selection['scaling'], change: Partial<RawDataset> = {}) => {
      const { train, test } = prepareDataset(
        { ...raw, ...change },
        { ...ALL, classes: [], scaling },
      );
      return [...round(train.features), ...round(test.features)];
    };
    const train = floats([-2, 8, 2, 8, 6, 8], [0, 1, 0]);
    expect(scaled('unit', { train })).toEqual([0, 1, 0.4, 1, 0.8, 1, 1.2, 0.2]);
    expect(scaled('centred', { train })).toEqual([-0.4, 0, 0, 0, 0.4, 0, 0.8, -0.8]);
    // Deviation of −2, 2, 6 is √(32/3).
    const share = Math.round((4 / Math.sqrt(32 / 3)) * 1e6) / 1e6;
    expect(scaled('standardised').map(Math.abs)).toEqual([share, 0, 0, 0, share, 0, 2 * share, 0]);
  });

  it('refuses more targets than fit into memory', () => {
    const count = 5000;
    const labels = Uint16Array.from({ length: count }, (_, i) => i);
    const train = { ...part(new Array(count).fill(0), new Array(2 * count).fill(0)), labels };
    const raw = { ...RAW, train, classes: numberedClasses(60_000) };
    const all: Selection = { ...ALL, trainCount: count, classes: [] };
    expect(() => prepareDataset(raw, all)).toThrow(/5000 train samples with 60000 classes/);
  });

  it('numbers more than 256 classes', () => {
    const labels = Uint16Array.from({ length: 300 }, (_, i) => 100 * i);
    const one = { ...part(new Array(300).fill(0), new Array(600).fill(0)), labels };
    const classes = Array.from(labels, (label) => ({ label, name: `c${label}` }));
    const raw = { ...RAW, train: one, test: one, classes };
    const { train } = prepareDataset(raw, { ...ALL, trainCount: 300, classes: [] });
    expect([...train.labels]).toEqual([...Array(300).keys()]);
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
  it.each([
    ['first', [], 'e7703239321b7e97'],
    ['first', [3, 8], '190a07dfa8e06ef8'],
    ['shuffled', [], '348215336d13972c'],
    ['shuffled', [3, 8], '481ceed9fcdc697b'],
  ] as const)('is what it always was: %s %j', async (order, classes, hash) => {
    const raw = syntheticDigits({ trainCount: 100, testCount: 50, seed: 3 });
    const selection: Selection = { ...ALL, trainCount: 80, testCount: 40, seed: 2, order, classes };
    expect(await datasetHash(raw, prepareDataset(raw, selection))).toBe(hash);
  });

  it('tells floats from bytes, and floats from one another', async () => {
    const hash = (values: FeatureValues) => {
      const raw = { ...RAW, train: { ...RAW.train, values } };
      return datasetHash(raw, prepareDataset(raw, ALL));
    };
    const floats = Float32Array.from(RAW.train.values);
    const nudged = floats.with(0, 1e-7);
    const hashes = [await hash(RAW.train.values), await hash(floats), await hash(nudged)];
    expect(new Set(hashes).size).toBe(3);
  });

  it('names pixels, labels and split, but not the scaling', async () => {
    const hash = (change: Partial<Selection>, raw = RAW) =>
      datasetHash(raw, prepareDataset(raw, { ...ALL, ...change }));
    const base = await hash({});
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(await hash({ scaling: 'standardised' })).toBe(base);
    const relabelled = { ...RAW, test: { ...RAW.test, labels: Uint8Array.of(4, 4, 2, 0) } };
    const redrawn = { ...RAW, train: { ...RAW.train, values: RAW.train.values.map((p) => p ^ 1) } };
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
