/** Reads safetensors by itself: nothing here comes from src/, so that the files are judged, not the code that wrote them. */
import { readFileSync } from 'node:fs';

export interface FileTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export interface ReadFile {
  readonly tensors: ReadonlyMap<string, FileTensor>;
  /** Each text of the header, read as JSON. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function readTensorFile(path: string): ReadFile {
  const file = readFileSync(path);
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<string, Entry> & {
    __metadata__: Record<string, string>;
  };
  const { __metadata__: texts, ...entries } = header;
  const tensors = new Map<string, FileTensor>();
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(entries)) {
    const size = dtype === 'F64' ? 8 : 4;
    const count = shape.reduce((product, one) => product * one, 1);
    if (offsets[1] - offsets[0] !== size * count) throw new Error(`${name} has a wrong length`);
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const at = 8 + length + offsets[0] + i * size;
      values[i] = dtype === 'F64' ? file.readDoubleLE(at) : file.readFloatLE(at);
    }
    tensors.set(name, { dtype, shape, values });
  }
  const metadata = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, JSON.parse(text)]),
  );
  return { tensors, metadata };
}
