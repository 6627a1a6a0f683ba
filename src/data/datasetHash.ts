import type { Dataset, LabelledSamples, RawDataset, Samples } from '../model/dataset.ts';
import { sha256Hex } from './sha256.ts';
import { sourceValues } from './sourceValues.ts';

const DIGITS = 16;

/**
 * 16 hexadecimal digits that name what was trained and tested on: SHA-256 over the sums of the
 * features as read and of the class indices of both parts, in order. The scaling is not in it. Pictures
 * of bytes have the same hash whatever kind of file they came in.
 */
export async function datasetHash(raw: RawDataset, dataset: Dataset): Promise<string> {
  const part = async (source: LabelledSamples, samples: Samples): Promise<string[]> => [
    `${samples.count} ${sizeOf(source)}`,
    await sha256Hex(bytesOf(sourceValues(source, samples.origin))),
    await sha256Hex(bytesOf(samples.labels)),
  ];
  const lines = [
    ...(await part(raw.train, dataset.train)),
    ...(await part(raw.test, dataset.test)),
  ];
  return (await sha256Hex(new TextEncoder().encode(lines.join('\n')))).slice(0, DIGITS);
}

function sizeOf({ picture, featureCount, values }: LabelledSamples): string {
  const size = picture ? `${picture.width} ${picture.height}` : `${featureCount}`;
  return values instanceof Uint8Array ? size : `${size} float32`;
}

/** As they lie in memory: every machine that runs browsers is little-endian. */
function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
