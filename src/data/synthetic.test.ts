import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tinyTestAccuracy } from '../../scripts/tinyClassifier.ts';
import type { FeatureValues, LabelledSamples } from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { numberedClasses } from './classes.ts';
import { GLYPHS } from './glyphs.ts';
import { prepareDataset } from './prepare.ts';
import { syntheticDigits } from './synthetic.ts';

const SIZE = 28 * 28;
const request = { trainCount: 200, testCount: 100, seed: 7 };
const sha256 = (values: FeatureValues) => createHash('sha256').update(values).digest('hex');
const picture = ({ values }: LabelledSamples, i: number) =>
  values.subarray(i * SIZE, (i + 1) * SIZE);

describe('glyphs', () => {
  it('are several for each digit, in their box', () => {
    expect(GLYPHS).toHaveLength(10);
    for (const ways of GLYPHS) {
      expect(ways.length).toBeGreaterThanOrEqual(3);
      for (const stroke of ways.flat()) {
        expect(stroke.length % 2).toBe(0);
        expect(stroke.length).toBeGreaterThanOrEqual(4);
        for (const x of stroke) expect(x >= 0 && x <= 1).toBe(true);
      }
    }
  });
});

describe('syntheticDigits', () => {
  it('are the same for the same seed, and always will be', () => {
    const { train, test, ...rest } = syntheticDigits(request);
    expect(rest).toEqual({
      name: 'Synthetic digits',
      source: 'synthetic',
      classes: numberedClasses(10),
      featureNames: null,
      reading: null,
    });
    expect([...train.labels.subarray(0, 10)]).toEqual([8, 3, 6, 7, 1, 0, 5, 2, 4, 9]);
    expect(sha256(train.values.subarray(0, 10 * SIZE))).toBe(
      'e530277c5842024cded5196ed5b11362a89329d7e50e8108666dc1fba867e81e',
    );
    expect(sha256(test.values.subarray(0, 10 * SIZE))).toBe(
      '8f24aa952730d9ea3fc595c9c63554324ca94c4d6532cf862e23d36a41609ef5',
    );
  });

  it('have train and test parts with no picture in common, other ones for another seed', () => {
    const parts = [syntheticDigits(request), syntheticDigits({ ...request, seed: 8 })];
    const sums = parts.flatMap(({ train, test }) =>
      [train, test].flatMap((part) => Array.from(part.labels, (_, i) => sha256(picture(part, i)))),
    );
    expect(new Set(sums).size).toBe(600);
  });

  it('begin with the smaller set of the same seed', () => {
    const larger = syntheticDigits(request);
    const smaller = syntheticDigits({ ...request, trainCount: 33, testCount: 1 });
    expect(larger.train.values.subarray(0, 33 * SIZE)).toEqual(smaller.train.values);
    expect(larger.train.labels.subarray(0, 33)).toEqual(smaller.train.labels);
    expect(larger.test.values.subarray(0, SIZE)).toEqual(smaller.test.values);
  });

  it('hold each digit equally often, inked on a dark ground inside the frame', () => {
    const { train } = syntheticDigits(request);
    for (let digit = 0; digit < 10; digit++) {
      expect(train.labels.filter((label) => label === digit)).toHaveLength(20);
    }
    for (let i = 0; i < train.count; i++) {
      const grey = picture(train, i);
      const ink = grey.filter((value) => value > 100).length;
      expect(ink).toBeGreaterThan(20);
      expect(ink).toBeLessThan(SIZE / 2);
      const rim = Array.from({ length: 28 }, (_, k) => [k, 27 * 28 + k, k * 28, k * 28 + 27]);
      expect(rim.flat().filter((at) => grey[at] > 100).length, `picture ${i}`).toBeLessThan(12);
    }
  });

  it.each([0, -1, 1.5])('refuse to be %s', (count) => {
    expect(() => syntheticDigits({ ...request, trainCount: count })).toThrow(ConfigurationError);
    expect(() => syntheticDigits({ ...request, testCount: count })).toThrow(ConfigurationError);
  });

  // The full measure, 5,000 samples and 100 hidden units, is scripts/measureSynthetic.ts.
  it('want a hidden layer: a small network is far ahead of softmax regression', () => {
    const counts = { trainCount: 2000, testCount: 500 };
    const { train, test } = prepareDataset(syntheticDigits({ ...counts, seed: 1 }), {
      ...counts,
      classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      seed: 1,
      order: 'first',
      scaling: 'unit',
    });
    const common = { epochs: 10, batch: 25, rate: 5e-3, seed: 1 };
    const linear = tinyTestAccuracy(train, test, { ...common, hidden: 0 });
    const network = tinyTestAccuracy(train, test, { ...common, hidden: 48 });
    expect(linear).toBeLessThan(0.86);
    expect(network).toBeGreaterThan(linear + 0.04);
  });
});
