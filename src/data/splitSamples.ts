import { Random } from '../maths/random.ts';
import type { LabelledSamples } from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { sourceValues } from './sourceValues.ts';

export interface SplitOptions {
  /** Share of the samples held out when the files have no test part, between 0 and 1. */
  readonly testShare: number;
  /** Seeds the shuffle before that split. */
  readonly seed: number;
}

/**
 * Shuffles the samples by the seed and holds out round(share·count) of them, at least one, for
 * testing; no sample is in both parts.
 * @throws ConfigurationError unless 0 < share < 1 and a sample is left to learn from.
 */
export function splitSamples(
  samples: LabelledSamples,
  testShare: number,
  seed: number,
): { train: LabelledSamples; test: LabelledSamples } {
  if (!(testShare > 0 && testShare < 1)) {
    throw new ConfigurationError(
      'testShare',
      `The test share is ${testShare}; it must lie between 0 and 1.`,
    );
  }
  const { count } = samples;
  const testCount = Math.max(1, Math.round(testShare * count));
  if (testCount >= count) {
    throw new ConfigurationError(
      'testShare',
      `A test share of ${testShare} leaves none of the ${count} samples to learn from; choose a smaller share or more samples.`,
    );
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  Random.fromSeed(seed).shuffle(order);
  return {
    train: pick(samples, order.subarray(testCount)),
    test: pick(samples, order.subarray(0, testCount)),
  };
}

function pick(samples: LabelledSamples, origin: Uint32Array): LabelledSamples {
  const labels = samples.labels.slice(0, origin.length);
  origin.forEach((from, to) => {
    labels[to] = samples.labels[from] as number;
  });
  return { ...samples, values: sourceValues(samples, origin), labels, count: origin.length };
}
