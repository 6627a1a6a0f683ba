import { DatasetFormatError } from '../model/errors.ts';
import { MOST_SAMPLES } from '../model/fileLimits.ts';

/** The images of one IDX file; `pixels` is a view of the file's bytes, `count × height·width`. */
export interface IdxImages {
  readonly pixels: Uint8Array;
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

export type IdxKind = 'images' | 'labels';

/** Type code of unsigned bytes, the only one image and label files use. */
export const IDX_UNSIGNED_BYTE = 0x08;

const TYPE_NAMES: Readonly<Record<number, string>> = {
  8: 'unsigned bytes',
  9: 'signed bytes',
  11: '16-bit integers',
  12: '32-bit integers',
  13: '32-bit floats',
  14: '64-bit floats',
};
const DIMENSIONS = { images: 3, labels: 1 } as const;
/** A picture larger than this feeds no fully-connected network in a browser. */
const LARGEST_SIDE = 1024;

/** Whether the bytes begin like an IDX file of images or of labels; null when like neither. */
export function idxKind(bytes: Uint8Array): IdxKind | null {
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== IDX_UNSIGNED_BYTE) return null;
  if (bytes[3] === DIMENSIONS.images) return 'images';
  return bytes[3] === DIMENSIONS.labels ? 'labels' : null;
}

/**
 * Reads an unzipped IDX file of images: magic 00 00 08 03, then count, height and width as
 * big-endian 32-bit integers, then count·height·width grey values.
 * @throws DatasetFormatError that names the file, the field, what it holds and what it should hold.
 */
export function parseIdxImages(bytes: Uint8Array, fileName: string): IdxImages {
  const [count, height, width] = readHeader(bytes, fileName, 'images') as [number, number, number];
  for (const [field, side] of [
    ['image height', height],
    ['image width', width],
  ] as const) {
    if (side < 1 || side > LARGEST_SIDE) {
      throw broken(fileName, `the ${field} is ${side}, expected 1 to ${LARGEST_SIDE}`);
    }
  }
  const pixels = readBody(bytes, fileName, [count, height, width]);
  return { pixels, count, width, height };
}

/**
 * Reads an unzipped IDX file of labels: magic 00 00 08 01, then the count as a big-endian 32-bit
 * integer, then one byte a label. The result is a view of the file's bytes.
 * @throws DatasetFormatError that names the file, the field, what it holds and what it should hold.
 */
export function parseIdxLabels(bytes: Uint8Array, fileName: string): Uint8Array {
  return readBody(bytes, fileName, readHeader(bytes, fileName, 'labels'));
}

function broken(fileName: string, finding: string): DatasetFormatError {
  return new DatasetFormatError(
    fileName,
    `${fileName}: ${finding}. Copy or download the file again, or choose another one.`,
  );
}

/** The dimensions, after the magic number and the number of items were found right. */
function readHeader(bytes: Uint8Array, fileName: string, kind: IdxKind): number[] {
  checkMagic(bytes, fileName, kind);
  const headerLength = 4 + 4 * DIMENSIONS[kind];
  if (bytes.length < headerLength) {
    throw broken(
      fileName,
      `the length is ${bytes.length} bytes, expected at least ${headerLength} for the header`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions = Array.from({ length: DIMENSIONS[kind] }, (_, i) => view.getUint32(4 + 4 * i));
  if (dimensions[0] === 0) throw broken(fileName, 'the item count is 0, expected at least 1');
  return dimensions;
}

function checkMagic(bytes: Uint8Array, fileName: string, kind: IdxKind): void {
  const wanted = [0, 0, IDX_UNSIGNED_BYTE, DIMENSIONS[kind]];
  if (bytes.length < 4) {
    throw broken(fileName, `the length is ${bytes.length} bytes, too short for an IDX file`);
  }
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    throw broken(
      fileName,
      `the magic number is ${hex(bytes.subarray(0, 4))}, expected ${hex(wanted)}: this is no IDX file`,
    );
  }
  const type = bytes[2] as number;
  if (type !== IDX_UNSIGNED_BYTE) {
    const name = TYPE_NAMES[type] ?? 'unknown';
    throw broken(
      fileName,
      `the data type in the magic number is ${hex([type])} (${name}), expected 08 (unsigned bytes)`,
    );
  }
  if (bytes[3] !== DIMENSIONS[kind]) {
    throw broken(
      fileName,
      `the dimension count is ${bytes[3]}, expected ${DIMENSIONS[kind]} for ${kind}`,
    );
  }
}

/**
 * The bytes after the header. The length is compared before anything of the size that the header
 * claims exists; a claim beyond 2^53 is rounded, but then no file matches it either.
 */
function readBody(bytes: Uint8Array, fileName: string, dimensions: readonly number[]): Uint8Array {
  const headerLength = 4 + 4 * dimensions.length;
  const expected = headerLength + dimensions.reduce((product, size) => product * size, 1);
  if (bytes.length !== expected) {
    const sizes = dimensions.join(' × ');
    const trouble = bytes.length < expected ? 'cut short' : 'followed by bytes that do not belong';
    throw broken(
      fileName,
      `the length is ${bytes.length} bytes, expected ${expected} for ${sizes} items: it is ${trouble}`,
    );
  }
  const count = dimensions[0] as number;
  if (count > MOST_SAMPLES)
    throw broken(fileName, `the item count is ${count}, expected at most ${MOST_SAMPLES}`);
  return bytes.subarray(headerLength);
}

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
