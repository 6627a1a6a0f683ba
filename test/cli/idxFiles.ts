/** Reads gzipped IDX files by itself: nothing here comes from src/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The bytes behind the header: four of magic, and four for each size. */
function bytes(path: string): Buffer {
  const file = gunzipSync(readFileSync(path));
  return file.subarray(4 + 4 * (file[3] as number));
}

/** The first training digits of MNIST's folder, `count × 784` bytes, and their labels. */
export function firstDigits(folder: string, count: number) {
  const pixels = bytes(join(folder, 'train-images-idx3-ubyte.gz')).subarray(0, count * 28 * 28);
  const labels = bytes(join(folder, 'train-labels-idx1-ubyte.gz')).subarray(0, count);
  return { pixels, labels };
}
