import { RecordFormatError } from '../model/errors.ts';
import { MOST_WEIGHTS } from '../model/fileLimits.ts';
import { shortened } from '../model/readableText.ts';
import { parseJson } from './parseJson.ts';

/**
 * The safetensors format (https://huggingface.co/docs/safetensors, "Format"): 8 bytes N, little-endian; N bytes of JSON
 * that name every tensor with its type, its shape and its place; then the values, little-endian, row-major, without gaps.
 */

/** The element types that weights come in. */
const ELEMENT_BYTES = { F64: 8, F32: 4, F16: 2, BF16: 2 } as const;
type ElementType = keyof typeof ELEMENT_BYTES;

const LENGTH_BYTES = 8;
/** The header of a network has some kilobytes; a larger one is no header of weights. */
const LARGEST_HEADER_BYTES = 2 ** 20;
const METADATA = '__metadata__';

/** An array of numbers, row-major. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export interface TensorFile {
  /** In the order of the header. */
  readonly tensors: readonly Tensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** What the codec needs of its host: browsers, workers and Node have it, under different type libraries. */
declare class TextDecoder {
  constructor(label: string, options: { readonly fatal: boolean });
  decode(bytes: Uint8Array): string;
}

/** The file's bytes; values are rounded to float32 unless they are to be kept in float64. */
export function writeTensors(
  { tensors, metadata }: TensorFile,
  type: 'F32' | 'F64' = 'F32',
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const begin = end;
    end += ELEMENT_BYTES[type] * values.length;
    header[name] = { dtype: type, shape, data_offsets: [begin, end] };
  }
  const json = asciiJson(header);
  // Spaces bring the values to a multiple of eight bytes, so that they can be used where they lie.
  const text = json.padEnd(LENGTH_BYTES * Math.ceil(json.length / LENGTH_BYTES));
  const bytes = new Uint8Array(LENGTH_BYTES + text.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  for (let i = 0; i < text.length; i++) bytes[LENGTH_BYTES + i] = text.charCodeAt(i);
  let position = LENGTH_BYTES + text.length;
  for (const { values } of tensors)
    for (const value of values) {
      if (type === 'F64') view.setFloat64(position, value, true);
      else view.setFloat32(position, value, true);
      position += ELEMENT_BYTES[type];
    }
  return bytes;
}

/** JSON with \u escapes for all that is not ASCII: one byte a character. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The tensors of a file of any origin, in float64.
 * @throws RecordFormatError that names the file, the tensor and the remedy.
 */
export function readTensors(bytes: Uint8Array, file: string): TensorFile {
  const { header, data } = takeHeader(bytes, file);
  const { [METADATA]: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== 'string'))
    throw bad(file, `its field "${METADATA}" holds something else than texts`);
  const places = Object.entries(entries).map(([name, entry]) => placeOf(name, entry, file));
  checkPlaces(places, data.byteLength, file);
  const count = places.reduce(
    (sum, { type, begin, end }) => sum + (end - begin) / ELEMENT_BYTES[type],
    0,
  );
  if (count > MOST_WEIGHTS)
    throw bad(file, `it holds ${count} numbers, and at most ${MOST_WEIGHTS} are read`);
  const tensors = places.map((place) => ({
    name: place.name,
    shape: place.shape,
    values: valuesOf(place, data),
  }));
  return { tensors, metadata: metadata as Record<string, string> };
}

function takeHeader(
  bytes: Uint8Array,
  file: string,
): { readonly header: Record<string, unknown>; readonly data: DataView } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LENGTH_BYTES)
    throw bad(file, `it ends after ${bytes.length} bytes, before its header`);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(LARGEST_HEADER_BYTES))
    throw bad(
      file,
      `its header would have ${length} bytes, and that of weights has at most ${LARGEST_HEADER_BYTES}`,
    );
  const start = LENGTH_BYTES + Number(length);
  if (start > bytes.length)
    throw bad(file, `it ends after ${bytes.length} bytes, within its header of ${length} bytes`);
  const data = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  return { header: parseHeader(bytes.subarray(LENGTH_BYTES, start), file), data };
}

function parseHeader(bytes: Uint8Array, file: string): Record<string, unknown> {
  try {
    const header = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(header)) return header;
  } catch (cause) {
    throw bad(file, `its header is no JSON (${(cause as Error).message})`, cause);
  }
  throw bad(file, 'its header is no JSON object');
}

/** Where a tensor lies among the values. */
interface Place {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function placeOf(key: string, entry: unknown, file: string): Place {
  const name = shortened(key);
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENT_BYTES, dtype))
    throw bad(
      file,
      `${name} has values of type ${valueText(dtype)}, and weights are F64, F32, F16 or BF16`,
    );
  if (!isCounts(shape))
    throw bad(file, `the shape of ${name} is ${valueText(shape)} and no list of sizes`);
  if (!isCounts(offsets) || offsets.length !== 2)
    throw bad(
      file,
      `the data_offsets of ${name} are ${valueText(offsets)} and not a begin and an end`,
    );
  const [begin, end] = offsets as [number, number];
  const type = dtype as ElementType;
  const needed = ELEMENT_BYTES[type] * shape.reduce((product, size) => product * size, 1);
  if (end - begin !== needed)
    throw bad(
      file,
      `${name} of shape ${shape.join('×')} in ${type} needs ${needed} bytes, and its data_offsets ${begin} to ${end} hold ${end - begin}`,
    );
  return { name: key, type, shape, begin, end };
}

/** Tensors follow each other without gaps, in any order, up to the end of the file. */
function checkPlaces(places: readonly Place[], available: number, file: string): void {
  const sorted = [...places].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let position = 0;
  for (const { name: key, begin, end } of sorted) {
    const name = shortened(key);
    if (end > available)
      throw bad(
        file,
        `${name} ends at byte ${end} of the values and the file has ${available}: it is cut off`,
      );
    if (begin < position)
      throw bad(
        file,
        `${name} begins at byte ${begin}, within another tensor that ends at ${position}`,
      );
    if (begin > position)
      throw bad(file, `bytes ${position} to ${begin} before ${name} belong to no tensor`);
    position = end;
  }
  if (position !== available)
    throw bad(file, `its last ${available - position} bytes belong to no tensor`);
}

function valuesOf({ type, begin, end }: Place, data: DataView): Float64Array {
  const size = ELEMENT_BYTES[type];
  const values = new Float64Array((end - begin) / size);
  for (let i = 0; i < values.length; i++) values[i] = element(data, begin + i * size, type);
  return values;
}

function element(data: DataView, position: number, type: ElementType): number {
  switch (type) {
    case 'F64':
      return data.getFloat64(position, true);
    case 'F32':
      return data.getFloat32(position, true);
    case 'F16':
      return halfPrecision(data.getUint16(position, true));
    case 'BF16':
      return brainFloat(data.getUint16(position, true));
  }
}

/** IEEE 754 binary16: 1 sign bit, 5 bits of exponent with bias 15, 10 bits of fraction. */
function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const widened = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function brainFloat(bits: number): number {
  widened.setUint32(0, bits << 16);
  return widened.getFloat32(0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}

/** What a field of the header holds, for a sentence. */
function valueText(value: unknown): string {
  return shortened(JSON.stringify(value) ?? 'undefined');
}

function bad(file: string, what: string, cause?: unknown): RecordFormatError {
  return new RecordFormatError(
    file,
    `${file}: ${what}. Choose a safetensors file that is whole, such as one saved here under Network.`,
    { cause },
  );
}
