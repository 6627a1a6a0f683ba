import { ALGORITHMS } from '../../model/algorithms.ts';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import { readOrigin, readOutcome } from '../../record/readRecord.ts';
import type { RunOrigin, RunOutcome } from '../../record/runRecord.ts';
import { z } from '../../settings/schema.ts';
import type { LabRun, RunMarks } from '../store/labState.ts';

/** Raise when what is stored changes its form or its meaning; older runs are then left alone, unread. */
export const STORED_VERSION = 1;

/** What is stored of a run beside its records. */
export interface StoredHead {
  readonly version: typeof STORED_VERSION;
  readonly key: string;
  readonly marks: RunMarks;
  readonly origin: RunOrigin;
  readonly outcome: RunOutcome;
  readonly replayOf: string | null;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

const marks = z.object({
  name: z.string(),
  look: z.object({ colour: z.enum(ALGORITHMS), line: z.enum(ALGORITHMS) }),
  shown: z.boolean(),
  pinned: z.boolean(),
});

const head = z.object({
  version: z.literal(STORED_VERSION),
  key: z.string(),
  marks,
  replayOf: z.nullable(z.string()),
  savedAt: z.number(),
  origin: z.unknown(),
  outcome: z.unknown(),
});

export function outcomeOf({ state }: Pick<LabRun, 'state'>): RunOutcome {
  return state.kind === 'finished' || state.kind === 'failed' ? state : { kind: 'stopped' };
}

export function headOf(run: LabRun, savedAt: number): StoredHead {
  const { key, marks: given, origin, replayOf } = run;
  const outcome = outcomeOf(run);
  return { version: STORED_VERSION, key, marks: given, origin, outcome, replayOf, savedAt };
}

/** What was stored, whatever that is; null when it is none, or one of settings that no longer hold. */
export function readHead(stored: unknown): StoredHead | null {
  const parsed = head.safeParse(stored);
  if (!parsed.success) return null;
  try {
    const origin = readOrigin(parsed.data.origin, 'the browser’s storage');
    const outcome = readOutcome(parsed.data.outcome, 'the browser’s storage');
    return { ...parsed.data, origin, outcome };
  } catch {
    return null;
  }
}

const stretch = z.array(
  z.looseObject({
    iteration: z.int().check(z.nonnegative()),
    objective: z.unknown(),
    weights: z.looseObject({}),
    cost: z.looseObject({}),
  }),
);

/** The records of stored stretches, whatever those are: up to the first that is none, or does not go on from the former. */
export function readStretches(stored: readonly unknown[]): IterationRecord[] {
  const records: IterationRecord[] = [];
  for (const given of stored) {
    if (!stretch.safeParse(given).success) return records;
    for (const record of given as readonly IterationRecord[]) {
      if (record.iteration <= (records.at(-1)?.iteration ?? -1)) return records;
      records.push(record);
    }
  }
  return records;
}

/** A run of an earlier visit, or of a file. */
export function keptRun(
  { key, marks: given, origin, outcome, replayOf }: Omit<StoredHead, 'version' | 'savedAt'>,
  records: readonly IterationRecord[],
): LabRun {
  const { algorithm, settings, start } = origin;
  const { iterations, seed } = settings;
  const summary = { id: key, key, algorithm, name: given.name, common: start, iterations, seed };
  const count = records.length;
  return { key, summary, origin, marks: given, replayOf, state: outcome, records, count };
}
