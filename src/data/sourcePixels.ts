import type { LabelledImages } from '../model/dataset.ts';

/** The grey values of the samples at these positions, `origin.length × width·height`, in that order. */
export function sourcePixels(raw: LabelledImages, origin: Uint32Array): Uint8Array {
  const size = raw.width * raw.height;
  const pixels = new Uint8Array(origin.length * size);
  origin.forEach((from, to) => {
    pixels.set(raw.pixels.subarray(from * size, (from + 1) * size), to * size);
  });
  return pixels;
}
