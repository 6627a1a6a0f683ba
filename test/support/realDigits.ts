import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMnist } from '../../scripts/readMnist.ts';
import { MNIST_FILES } from '../../src/data/mnistFiles.ts';
import { prepareDataset } from '../../src/data/prepare.ts';
import { syntheticDigits } from '../../src/data/synthetic.ts';
import type { Dataset, InputScaling, RawDataset } from '../../src/model/dataset.ts';

/** Where the tests find MNIST's four files, if anywhere (vitest.config.ts). */
function mnistFolder(): string | null {
  const folder = process.env.MNIST_DIR;
  return folder && MNIST_FILES.every(({ name }) => existsSync(join(folder, name))) ? folder : null;
}

/** Whether the digits of `realDigits` are MNIST's. */
export const HAS_MNIST = mnistFolder() !== null;

async function rawDigits(trainCount: number, testCount: number): Promise<RawDataset> {
  const folder = mnistFolder();
  return folder ? readMnist(folder) : syntheticDigits({ trainCount, testCount, seed: 1 });
}

/** The first digits of MNIST where it is there, else synthetic ones. */
export async function realDigits(
  trainCount: number,
  testCount: number,
  scaling: InputScaling,
): Promise<Dataset> {
  return prepareDataset(await rawDigits(trainCount, testCount), {
    trainCount,
    testCount,
    classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    seed: 1,
    order: 'first',
    scaling,
  });
}
