/** Writes IDX files of drawn pictures by itself: nothing here comes from src/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Side of the pictures. */
export const SIDE = 6;
export const CLASSES = 3;

export interface DrawnSamples {
  /** count × SIDE², from 0 to 255. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Numerical Recipes' linear congruential generator: good enough for pictures. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function draw(count: number, seed: number): DrawnSamples {
  const random = generator(seed);
  const pixels = new Uint8Array(count * SIDE * SIDE);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
  labels.forEach((label, sample) => {
    for (let p = 0; p < SIDE * SIDE; p++) {
      const lit = p % CLASSES === label;
      pixels[sample * SIDE * SIDE + p] = Math.floor((lit ? 155 : 0) + 100 * random());
    }
  });
  return { pixels, labels };
}

function idx(type: number, sizes: readonly number[], values: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * sizes.length);
  head.writeUInt32BE(0x0800 + sizes.length, 0);
  head[2] = type;
  sizes.forEach((size, i) => {
    head.writeUInt32BE(size, 4 + 4 * i);
  });
  return Buffer.concat([head, values]);
}

/** The four files in `folder`; returns the training samples. */
export function writeIdxFolder(
  folder: string,
  trainCount: number,
  testCount: number,
): DrawnSamples {
  mkdirSync(folder, { recursive: true });
  const parts = { train: draw(trainCount, 1), t10k: draw(testCount, 2) };
  for (const [name, { pixels, labels }] of Object.entries(parts)) {
    const images = idx(8, [labels.length, SIDE, SIDE], pixels);
    writeFileSync(join(folder, `${name}-images-idx3-ubyte`), images);
    writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), idx(8, [labels.length], labels));
  }
  return parts.train;
}
