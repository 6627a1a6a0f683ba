import { describe, expect, it } from 'vitest';
import { RecordFormatError } from '../model/errors.ts';
import { readTensors, writeTensors } from './safetensors.ts';

/** A file put together by the format's specification, without the codec. */
function fileOf(header: unknown, data: readonly number[] | Uint8Array): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const float32 = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const W = (offsets: readonly number[], shape: readonly number[] = [1, 2], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: offsets,
});
const message = (bytes: Uint8Array) => {
  try {
    readTensors(bytes, 'net.safetensors');
  } catch (error) {
    expect(error).toBeInstanceOf(RecordFormatError);
    expect((error as RecordFormatError).label).toBe('net.safetensors');
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
};

describe('readTensors', () => {
  it('reads names, shapes, values and metadata, whatever the order of the values', () => {
    const header = {
      __metadata__: { app: 'é', note: '' },
      b1: W([8, 12], [1]),
      W1: W([0, 8]),
    };
    const { tensors, metadata } = readTensors(fileOf(header, float32(0.5, -3, 7)), 'a');
    expect(metadata).toEqual({ app: 'é', note: '' });
    expect(tensors.map(({ name, shape, values }) => [name, shape, [...values]])).toEqual([
      ['b1', [1], [7]],
      ['W1', [1, 2], [0.5, -3]],
    ]);
  });

  it('takes a header that is padded with spaces, and bytes that do not begin their buffer', () => {
    const file = fileOf(`${JSON.stringify({ W1: W([0, 8]) })}     `, float32(1, 2));
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect([...(readTensors(shifted.subarray(3), 'a').tensors[0]?.values ?? [])]).toEqual([1, 2]);
  });

  it('reads float64, half precision and bfloat16', () => {
    const f64 = new Uint8Array(Float64Array.of(1 / 3).buffer);
    // 1, −2, 65504, 2^−24, −0 and 0.333251953125 in binary16; 1, −2 and 3.140625 in bfloat16.
    const f16 = new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x7bff, 1, 0x8000, 0x3555).buffer);
    const bf16 = new Uint8Array(Uint16Array.of(0x3f80, 0xc000, 0x4049).buffer);
    const file = fileOf(
      { a: W([0, 8], [1], 'F64'), b: W([8, 20], [6], 'F16'), c: W([20, 26], [3], 'BF16') },
      Uint8Array.of(...f64, ...f16, ...bf16),
    );
    expect(readTensors(file, 'a').tensors.map(({ values }) => [...values])).toEqual([
      [1 / 3],
      [1, -2, 65504, 2 ** -24, -0, 0.333251953125],
      [1, -2, 3.140625],
    ]);
  });

  it('refuses what is cut off, by the place where it ends', () => {
    const whole = fileOf({ W1: W([0, 8]) }, float32(1, 2));
    expect(message(whole.subarray(0, 5))).toContain('ends after 5 bytes, before its header');
    expect(message(whole.subarray(0, 20))).toContain('within its header');
    expect(message(whole.subarray(0, whole.length - 1))).toContain(
      'W1 ends at byte 8 of the values and the file has 7',
    );
  });

  it('refuses a header that is too large before it reads it', () => {
    const bytes = new Uint8Array(64);
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true);
    expect(message(bytes)).toContain('9223372036854775808 bytes');
  });

  it.each([
    ['no JSON', '{"W1":', 'no JSON'],
    ['no object', '[1]', 'no JSON object'],
    ['metadata of numbers', { __metadata__: { a: 1 } }, '__metadata__'],
    ['a type that weights do not have', { W1: W([0, 8], [1, 2], 'I64') }, '"I64"'],
    ['no type', { W1: 3 }, 'W1 has values of type undefined'],
    ['a shape that is none', { W1: W([0, 8], [1, -2]) }, 'the shape of W1 is [1,-2]'],
    ['offsets that are none', { W1: W([0]) }, 'the data_offsets of W1 are [0]'],
    ['a size other than its shape', { W1: W([0, 8], [3]) }, 'needs 12 bytes'],
    ['overlapping tensors', { W1: W([0, 8]), W2: W([4, 8], [1]) }, 'W2 begins at byte 4'],
    ['a gap', { W1: W([4, 8], [1]) }, 'bytes 0 to 4 before W1'],
    ['bytes behind the last tensor', { W1: W([0, 4], [1]) }, 'last 4 bytes'],
    ['a tensor beyond the end', { W1: W([0, 16], [4]) }, 'ends at byte 16'],
  ])('refuses %s', (_, header, words) => {
    expect(message(fileOf(header, float32(1, 2)))).toContain(words);
  });

  it('refuses a header that is not UTF-8', () => {
    const bytes = fileOf('{"a":"xx"}', []);
    bytes[14] = 0xff;
    expect(message(bytes)).toContain('no JSON');
  });
});

describe('writeTensors', () => {
  it('writes the format to the byte: length, ASCII header, aligned values in float32', () => {
    const bytes = writeTensors({
      tensors: [
        { name: 'W1', shape: [2, 1], values: Float64Array.of(0.1, -2) },
        { name: 'b1', shape: [1], values: Float64Array.of(3) },
      ],
      metadata: { run: 'ℓ2 “é”' },
    });
    const view = new DataView(bytes.buffer);
    const length = view.getUint32(0, true);
    expect(view.getUint32(4, true)).toBe(0);
    expect(length % 8).toBe(0);
    const text = String.fromCharCode(...bytes.subarray(8, 8 + length));
    expect(text).toMatch(/^[ -~]+$/);
    expect(JSON.parse(text)).toEqual({
      __metadata__: { run: 'ℓ2 “é”' },
      W1: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] },
      b1: { dtype: 'F32', shape: [1], data_offsets: [8, 12] },
    });
    const values = [0, 4, 8].map((offset) => view.getFloat32(8 + length + offset, true));
    expect(values).toEqual([Math.fround(0.1), -2, 3]);
    expect(bytes.length).toBe(8 + length + 12);
  });

  it('keeps float64 to the last bit where it is asked to', () => {
    const values = Float64Array.of(0.1, -1e-300, Number.MIN_VALUE);
    const tensors = [{ name: 'W1', shape: [3], values }];
    const bytes = writeTensors({ tensors, metadata: {} }, 'F64');
    expect(readTensors(bytes, 'x').tensors).toEqual(tensors);
    expect(String.fromCharCode(...bytes)).toContain('"dtype":"F64"');
  });
});
