import type { FeatureValues, PictureSize } from '../model/dataset.ts';

/** The features of the parts of a data set, and whether they are pictures. */
export interface Pictured {
  readonly parts: readonly FeatureValues[];
  readonly picture: PictureSize | null;
}

/** Tables of 4, 9, 16, 25 … whole numbers are common; pictures begin with the 8 × 8 digits. */
const SMALLEST_SIDE = 8;
const LARGEST_BYTE = 255;
/** MNIST's, which are known for what they are whatever their scale. */
const MNIST_FEATURES = 28 * 28;

/**
 * Decides whether rows of numbers are pictures: where the file says so by its `shape`, where there are 784 features, and
 * where a square number of them, from 8 × 8, are whole numbers from 0 to 255. Pictures that use more than the lower half of
 * that range are grey values and become bytes, which are scaled by 255; other features stay floats, which are scaled by
 * their own range.
 */
export function asPictures(
  parts: readonly FeatureValues[],
  featureCount: number,
  shape: PictureSize | null,
): Pictured {
  const whole = parts.every(isByteRange);
  const picture = shape ?? squareOf(featureCount, whole);
  const isGrey = picture !== null && whole && parts.some((part) => part.some(isUpperHalf));
  return { parts: parts.map((part) => (isGrey ? toBytes(part) : toFloats(part))), picture };
}

function squareOf(featureCount: number, whole: boolean): PictureSize | null {
  const side = Math.sqrt(featureCount);
  if (!Number.isInteger(side) || side < SMALLEST_SIDE) return null;
  return whole || featureCount === MNIST_FEATURES ? { width: side, height: side } : null;
}

function isByteRange(values: FeatureValues): boolean {
  if (values instanceof Uint8Array) return true;
  return values.every((value) => value >= 0 && value <= LARGEST_BYTE && Number.isInteger(value));
}

function isUpperHalf(value: number): boolean {
  return value > LARGEST_BYTE / 2;
}

function toBytes(values: FeatureValues): Uint8Array {
  return values instanceof Uint8Array ? values : Uint8Array.from(values);
}

function toFloats(values: FeatureValues): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
