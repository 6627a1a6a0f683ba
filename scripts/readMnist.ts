import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mnistFromBytes } from '../src/data/mnist.ts';
import { MNIST_FILES } from '../src/data/mnistFiles.ts';
import type { RawDataset } from '../src/model/dataset.ts';

/** MNIST from a folder with its four files. */
export function readMnist(folder: string): Promise<RawDataset> {
  const bytes = MNIST_FILES.map(
    ({ name }) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const,
  );
  return mnistFromBytes(new Map(bytes), 'app');
}
