import { loadMnist } from '../../src/data/mnist.ts';
import { prepareDataset } from '../../src/data/prepare.ts';
import { syntheticDigits } from '../../src/data/synthetic.ts';
import type { RawDataset } from '../../src/model/dataset.ts';

/** Training samples, and test samples that nobody times. */
export interface Digits {
  /** What they are, in words. */
  readonly description: string;
  /** The first `count` samples; where there are fewer, from the first again. */
  take(count: number): { readonly features: Float32Array; readonly labels: Uint8Array };
}

/** Synthetic digits enough for every case but the largest N. */
const SYNTHETIC = 5000;
const SEED = 1;

function read(mnist: boolean): Promise<RawDataset> | RawDataset {
  return mnist
    ? loadMnist({ baseUrl: new URL('.', document.baseURI).href, cache: null })
    : syntheticDigits({ trainCount: SYNTHETIC, testCount: 1, seed: SEED });
}

/** MNIST where the server has it, else synthetic digits; scaled as the app scales by default. */
export async function readDigits(mnist: boolean): Promise<Digits> {
  const raw = await read(mnist);
  const { train, name, featureCount } = prepareDataset(raw, {
    trainCount: raw.train.count,
    testCount: 1,
    classes: [],
    seed: SEED,
    order: 'first',
    scaling: 'centred',
  });
  return {
    description: `${name}; the samples are repeated where N is larger than ${train.count}`,
    take: (count) => {
      const features = new Float32Array(count * featureCount);
      const labels = new Uint8Array(count);
      for (let row = 0; row < count; row += train.count) {
        const part = Math.min(train.count, count - row);
        features.set(train.features.subarray(0, part * featureCount), row * featureCount);
        labels.set(train.labels.subarray(0, part), row);
      }
      return { features, labels };
    },
  };
}
