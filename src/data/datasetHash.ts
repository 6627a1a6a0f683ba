import type { Dataset, LabelledImages, RawDataset, Samples } from '../model/dataset.ts';
import { sha256Hex } from './sha256.ts';
import { sourcePixels } from './sourcePixels.ts';

const DIGITS = 16;

/**
 * 16 hexadecimal digits that name what was trained and tested on: SHA-256 over the sums of the grey
 * values and of the class indices of both parts, in order. The scaling is not in it.
 */
export async function datasetHash(raw: RawDataset, dataset: Dataset): Promise<string> {
  const part = async (images: LabelledImages, samples: Samples): Promise<string[]> => [
    `${samples.count} ${images.width} ${images.height}`,
    await sha256Hex(sourcePixels(images, samples.origin)),
    await sha256Hex(samples.labels),
  ];
  const lines = [
    ...(await part(raw.train, dataset.train)),
    ...(await part(raw.test, dataset.test)),
  ];
  return (await sha256Hex(new TextEncoder().encode(lines.join('\n')))).slice(0, DIGITS);
}
