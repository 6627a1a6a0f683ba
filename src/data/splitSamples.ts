import { Random } from '../maths/random.ts';
import type { LabelledImages } from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { sourcePixels } from './sourcePixels.ts';

/**
 * Shuffles the samples by the seed and holds out round(share·count) of them, at least one, for
 * testing; no sample is in both parts.
 * @throws ConfigurationError unless 0 < share < 1 and a sample is left to learn from.
 */
export function splitSamples(
  samples: LabelledImages,
  testShare: number,
  seed: number,
): { train: LabelledImages; test: LabelledImages } {
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

function pick(samples: LabelledImages, origin: Uint32Array): LabelledImages {
  return {
    ...samples,
    pixels: sourcePixels(samples, origin),
    labels: Uint8Array.from(origin, (i) => samples.labels[i] as number),
    count: origin.length,
  };
}
