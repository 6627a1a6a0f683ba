import { sha256Hex } from '../data/sha256.ts';
import { type CheckpointArray, type CheckpointFile, damaged } from '../record/checkpoint.ts';
import type { CheckpointFolder } from './checkpointStore.ts';

/** Writes a file, and says what shows later that it is whole. */
export async function writeWhole(
  folder: CheckpointFolder,
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<CheckpointFile> {
  await folder.write(file, bytes);
  return { file, bytes: bytes.byteLength, hash: await sha256Hex(bytes) };
}

/** @throws RecordFormatError where the file is missing, cut off or changed */
export async function readWhole(
  folder: CheckpointFolder,
  { file, bytes, hash }: CheckpointFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const found = await folder.read(file);
  if (!found) throw damaged(`its file ${file} is missing`);
  if (found.byteLength !== bytes)
    throw damaged(`its file ${file} has ${found.byteLength} bytes of ${bytes}`);
  if ((await sha256Hex(found)) !== hash) throw damaged(`its file ${file} was changed`);
  return found;
}

/** The bytes of numbers that are float32 already, or need float64. The machines that browsers run on are little-endian. */
export function arrayBytes(
  values: Float64Array,
  type: CheckpointArray['type'],
): Uint8Array<ArrayBuffer> {
  const array = type === 'F32' ? Float32Array.from(values) : Float64Array.from(values);
  return new Uint8Array(array.buffer);
}

export async function readArray(
  folder: CheckpointFolder,
  array: CheckpointArray,
): Promise<Float32Array | Float64Array> {
  const { buffer } = await readWhole(folder, array);
  return array.type === 'F32' ? new Float32Array(buffer) : new Float64Array(buffer);
}
