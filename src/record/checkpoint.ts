import { ALGORITHMS, type Algorithm } from '../model/algorithms.ts';
import { RecordFormatError } from '../model/errors.ts';
import type { Cost } from '../model/iterationRecord.ts';
import type { RunEnd } from '../model/runEnd.ts';
import type { StartHashes } from '../model/startHashes.ts';
import { z } from '../settings/schema.ts';
import type { Settings } from '../settings/settings.ts';
import { parseJson } from './parseJson.ts';
import { readOutcome, readSettings } from './readRecord.ts';
import { count, text } from './schemas.ts';

/** Raise when checkpoints change their form or their meaning: older ones are then not offered. */
export const CHECKPOINT_VERSION = 1;

/** A file of a checkpoint, and what shows that it is whole. */
export interface CheckpointFile {
  readonly file: string;
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** An array of a run's state: float32 or float64, little-endian, row-major. */
export interface CheckpointArray extends CheckpointFile {
  readonly name: string;
  readonly type: 'F32' | 'F64';
  readonly shape: readonly number[];
}

/** A run as it was when the checkpoint was taken. */
export interface CheckpointRun {
  /** The worker's name of it within the race, and the run's own for ever. */
  readonly id: string;
  readonly key: string;
  readonly algorithm: Algorithm;
  readonly name: string;
  readonly seed: number;
  readonly start: StartHashes;
  readonly iteration: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly cost: Cost;
  /** null while it can go on. */
  readonly end: RunEnd | null;
  /** All its iterations, as a run record has them. */
  readonly records: CheckpointFile;
  readonly arrays: readonly CheckpointArray[];
}

/** A race as it was put away: what its files hold. */
export interface Checkpoint {
  readonly app: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  /** Of the whole race. */
  readonly settings: Settings;
  readonly data: { readonly name: string; readonly hash: string };
  /** The user's own files, where the data are theirs. */
  readonly userFiles: readonly (CheckpointFile & { readonly name: string })[];
  readonly runs: readonly CheckpointRun[];
}

const file = { file: text, bytes: count, hash: z.string().check(z.length(64)) };
const array = z.object({
  ...file,
  name: text,
  type: z.enum(['F32', 'F64']),
  shape: z.array(count).check(z.maxLength(2)),
});
const checkpoint = z.object({
  version: z.literal(CHECKPOINT_VERSION),
  app: text,
  savedAt: text,
  settings: z.unknown(),
  data: z.object({ name: text, hash: text }),
  userFiles: z.array(z.object({ ...file, name: text })),
  runs: z.array(
    z.object({
      id: text,
      key: text,
      algorithm: z.enum(ALGORITHMS),
      name: text,
      seed: count,
      start: z.object({ weights: text, data: text, order: text }),
      iteration: count,
      counters: z.record(z.string(), z.number()),
      cost: z.object({
        updates: count,
        passes: z.number(),
        flops: z.number(),
        deviceMs: z.nullable(z.number()),
      }),
      end: z.unknown(),
      records: z.object(file),
      arrays: z.array(array),
    }),
  ),
});

export function writeCheckpoint(given: Checkpoint): string {
  return JSON.stringify({ version: CHECKPOINT_VERSION, ...given });
}

/** @throws RecordFormatError where it is none of this version, or was damaged */
export function readCheckpoint(source: string): Checkpoint {
  const value = parse(source);
  const version =
    typeof value === 'object' && value !== null && 'version' in value && value.version;
  if (version !== CHECKPOINT_VERSION)
    throw new RecordFormatError(
      'checkpoint',
      'A race was interrupted, and what was stored of it is of another version of this app: it cannot be resumed. Its curves are kept under Runs.',
    );
  const parsed = checkpoint.safeParse(value);
  if (!parsed.success) throw damaged(z.prettifyError(parsed.error));
  const { version: _, ...rest } = parsed.data;
  return {
    ...rest,
    settings: readSettings(rest.settings, NAME),
    runs: rest.runs.map((run) => ({ ...run, end: readEnd(run.end) })),
  };
}

const NAME = 'the checkpoint';

function parse(source: string): unknown {
  try {
    return parseJson(source);
  } catch (cause) {
    throw damaged((cause as Error).message);
  }
}

function readEnd(value: unknown): RunEnd | null {
  if (value === null) return null;
  const outcome = readOutcome(value, NAME);
  if (outcome.kind === 'stopped') throw damaged('a run of it was stopped');
  return outcome;
}

/** What does not hold of a checkpoint. */
export function damaged(what: string, cause?: unknown): RecordFormatError {
  return new RecordFormatError(
    'checkpoint',
    `The checkpoint of the interrupted race is damaged (${what}). It cannot be resumed: start the race again. Its curves are kept under Runs.`,
    { cause },
  );
}
