import { expect, it } from 'vitest';
import { encodeIdxPair } from '../data/encodeIdx.ts';
import { syntheticDigits } from '../data/synthetic.ts';
import { INITIAL_SETTINGS } from '../settings/settings.ts';
import { DatasetLoader } from './datasetLoader.ts';

function filesOf(seed: number) {
  const { train } = syntheticDigits({ trainCount: 60, testCount: 1, seed });
  const { images, labels } = encodeIdxPair(train);
  return [
    { name: 'images', bytes: images },
    { name: 'labels', bytes: labels },
  ];
}

it('reads chosen files anew when they hold something else under the same name and size', async () => {
  const loader = new DatasetLoader('http://localhost/', () => undefined);
  const settings = { ...INITIAL_SETTINGS, dataset: 'files' } as const;
  const first = (await loader.load(settings, filesOf(1))).summary.hash;
  expect((await loader.load(settings, filesOf(2))).summary.hash).not.toBe(first);
  expect((await loader.load(settings, filesOf(1))).summary.hash).toBe(first);
});
