import type { LabelledSamples } from '../model/dataset.ts';
import { IDX_UNSIGNED_BYTE } from './idx.ts';

/** An IDX file of unsigned bytes: 00 00 08 n, the n dimensions big-endian, the body. For test files. */
export function encodeIdx(dimensions: readonly number[], body: Uint8Array): Uint8Array {
  const headerLength = 4 + 4 * dimensions.length;
  const file = new Uint8Array(headerLength + body.length);
  const view = new DataView(file.buffer);
  file[2] = IDX_UNSIGNED_BYTE;
  file[3] = dimensions.length;
  dimensions.forEach((size, i) => {
    view.setUint32(4 + 4 * i, size);
  });
  file.set(body, headerLength);
  return file;
}

/** Pictures of bytes and their labels as the two IDX files they would come in. For test files. */
export function encodeIdxPair({ values, labels, count, picture }: LabelledSamples): {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
} {
  const { width, height } = picture ?? { width: 1, height: 1 };
  return {
    images: encodeIdx([count, height, width], Uint8Array.from(values)),
    labels: encodeIdx([count], Uint8Array.from(labels)),
  };
}
