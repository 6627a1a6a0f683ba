import { sha256Hex } from '../data/sha256.ts';
import type { Cost } from '../model/iterationRecord.ts';
import type { StoredSnapshot } from '../optimiser/snapshot.ts';
import {
  type Checkpoint,
  type CheckpointRun,
  damaged,
  readCheckpoint,
  writeCheckpoint,
} from '../record/checkpoint.ts';
import { readIterations } from '../record/readRecord.ts';
import { fileIteration } from '../record/recordFile.ts';
import type { SavedRun } from '../training/trainingRun.ts';
import { readArray, readWhole } from './checkpointArrays.ts';
import type { CheckpointFolder } from './checkpointStore.ts';

/** A checkpoint and the number of its generation: a newer one never writes over it. */
export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly generation: number;
}

const HASH_DIGITS = 64;

function generationOf(file: string): number {
  return Number.parseInt(file, 10);
}

/** Closes a generation: from here on it is the one that counts. */
export async function putCheckpoint(
  folder: CheckpointFolder,
  checkpoint: Checkpoint,
  generation: number,
): Promise<void> {
  const text = new TextEncoder().encode(writeCheckpoint(checkpoint));
  const hash = new TextEncoder().encode(await sha256Hex(text));
  const bytes = new Uint8Array(HASH_DIGITS + text.length);
  bytes.set(hash);
  bytes.set(text, HASH_DIGITS);
  await folder.write(`${generation}.json`, bytes);
}

/**
 * The newest checkpoint of a race that was closed; null where there is none.
 * @throws RecordFormatError where there is one and nothing can be read of it
 */
export async function findCheckpoint(folder: CheckpointFolder): Promise<FoundCheckpoint | null> {
  const files = (await folder.list()).filter((file) => /^\d+\.json$/.test(file));
  const newestFirst = files.toSorted((one, other) => generationOf(other) - generationOf(one));
  let problem: unknown = null;
  for (const file of newestFirst) {
    try {
      return { checkpoint: await open(folder, file), generation: generationOf(file) };
    } catch (error) {
      problem ??= error;
    }
  }
  if (problem) throw problem;
  return null;
}

async function open(folder: CheckpointFolder, file: string): Promise<Checkpoint> {
  const bytes = await folder.read(file);
  if (!bytes) throw damaged(`its file ${file} is missing`);
  const text = bytes.subarray(HASH_DIGITS);
  const hash = new TextDecoder().decode(bytes.subarray(0, HASH_DIGITS));
  if ((await sha256Hex(text)) !== hash) throw damaged(`its file ${file} was changed`);
  return readCheckpoint(new TextDecoder().decode(text));
}

/** A run's iterations as the bytes of a file. */
export function recordBytes(records: SavedRun['records']): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(records.map(fileIteration)));
}

/** A run as its files have it; its arrays are read when they are asked for. @throws RecordFormatError */
export async function readSavedRun(
  folder: CheckpointFolder,
  run: CheckpointRun,
): Promise<SavedRun> {
  const bytes = await readWhole(folder, run.records);
  const records = readIterations(JSON.parse(new TextDecoder().decode(bytes)), 'the checkpoint');
  return { stored: storedSnapshot(folder, run), records, end: run.end };
}

function storedSnapshot(folder: CheckpointFolder, run: CheckpointRun): StoredSnapshot {
  const { iteration, counters, arrays } = run;
  const cost: Cost = run.cost;
  return {
    iteration,
    counters,
    cost,
    array: async (name) => {
      const array = arrays.find((one) => one.name === name);
      if (!array) throw damaged(`${name} of ${run.name} is missing`);
      return readArray(folder, array);
    },
  };
}
