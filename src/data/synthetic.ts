import { Random } from '../maths/random.ts';
import type { LabelledSamples, RawDataset } from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { numberedClasses } from './classes.ts';
import { drawDigit, SIDE } from './syntheticDigit.ts';

const CLASS_COUNT = 10;

export interface SyntheticRequest {
  readonly trainCount: number;
  readonly testCount: number;
  /** An integer from 0 to 2^53 − 1. */
  readonly seed: number;
}

/**
 * Handwritten-looking digits, 28 × 28, drawn by this program: the same for the same seed on every
 * machine, train and test from streams of random numbers that do not meet. Every ten consecutive
 * samples hold each digit once, and a larger set begins with the smaller one of the same seed.
 * @throws ConfigurationError for a count below 1 or not whole, or a bad seed.
 */
export function syntheticDigits({ trainCount, testCount, seed }: SyntheticRequest): RawDataset {
  const random = Random.fromSeed(seed);
  return {
    name: 'Synthetic digits',
    source: 'synthetic',
    train: drawPart('trainCount', trainCount, random),
    test: drawPart('testCount', testCount, Random.fromSeed(seed).jumped()),
    classes: numberedClasses(CLASS_COUNT),
    featureNames: null,
    reading: null,
  };
}

function drawPart(setting: string, count: number, random: Random): LabelledSamples {
  if (!Number.isInteger(count) || count < 1) {
    throw new ConfigurationError(
      setting,
      `The number of synthetic digits is ${count}; it must be a whole number from 1.`,
    );
  }
  const size = SIDE * SIDE;
  const values = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  let block: number[] = [];
  for (let i = 0; i < count; i++) {
    if (i % CLASS_COUNT === 0) block = random.shuffle([...Array(CLASS_COUNT).keys()]);
    const digit = block[i % CLASS_COUNT] as number;
    labels[i] = digit;
    drawDigit(digit, random, values.subarray(i * size, (i + 1) * size));
  }
  return { values, labels, count, featureCount: size, picture: { width: SIDE, height: SIDE } };
}
