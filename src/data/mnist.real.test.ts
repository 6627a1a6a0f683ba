import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mnistFromBytes } from './mnist.ts';
import { MNIST_FILES, officialMismatch } from './mnistFiles.ts';
import { prepareDataset } from './prepare.ts';

/** MNIST_DIR, or the folder beside the checkout. */
const FOLDER = resolve(process.env.MNIST_DIR || join(import.meta.dirname, '../../../shared/mnist'));
const present = MNIST_FILES.every(({ name }) => existsSync(join(FOLDER, name)));
const title = present
  ? `MNIST in ${FOLDER}`
  : `MNIST (left out: ${FOLDER} does not hold the four files; set MNIST_DIR)`;

const read = () =>
  new Map(MNIST_FILES.map(({ name }) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))]));

function classCounts(labels: Iterable<number>): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}

describe.runIf(present)(title, () => {
  it('has the official test part, zipped and unzipped', async () => {
    const files = read();
    const { test } = await mnistFromBytes(files, 'app');
    expect(test).toMatchObject({ count: 10_000, picture: { width: 28, height: 28 } });
    expect(classCounts(test.labels)).toEqual([
      980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ]);
    for (const file of MNIST_FILES.filter(({ part }) => part === 'test')) {
      expect(await officialMismatch(file, files.get(file.name) as Uint8Array)).toBeNull();
      const offset = file.kind === 'images' ? 16 : 8;
      const body = file.kind === 'images' ? test.values : test.labels;
      const unzipped = new Uint8Array(body.buffer, body.byteOffset - offset, body.length + offset);
      expect(await officialMismatch(file, unzipped)).toBeNull();
    }
  });

  it('has the training part, which begins 5 0 4 1 9', async () => {
    const { train, classes, name } = await mnistFromBytes(read(), 'app');
    expect(classes.map((one) => one.name).join('')).toBe('0123456789');
    expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect(name).toMatch(train.count === 60_000 ? /^MNIST$/ : /^MNIST \([\d,]+ training images\)$/);
  });

  it('standardises to mean 0 and deviation 1, never to NaN', async () => {
    const { train, test } = prepareDataset(await mnistFromBytes(read(), 'app'), {
      trainCount: 300,
      testCount: 100,
      classes: [3, 8],
      seed: 1,
      order: 'shuffled',
      scaling: 'standardised',
    });
    for (let j = 0; j < 784; j++) {
      const column = Array.from({ length: train.count }, (_, i) => train.features[i * 784 + j]);
      const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length;
      expect(Math.abs(mean)).toBeLessThan(1e-5);
      expect(variance === 0 || Math.abs(variance - 1) < 1e-5).toBe(true);
    }
    expect([...train.features, ...test.features].every(Number.isFinite)).toBe(true);
  });
});

// The reason must be seen where the tests above are not run.
describe.runIf(!present)(title, () => {
  it('is not needed for the rest', () => expect(present).toBe(false));
});
