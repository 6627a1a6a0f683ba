import type { IterationRecord } from '../../model/iterationRecord.ts';
import type { LabRun } from '../store/labState.ts';
import type { Columns } from './decimate.ts';

export type XAxisKind = 'iteration' | 'seconds';

/** Reads one figure off a record; null where it was not measured. */
export type Pick = (record: IterationRecord) => number | null;

interface GrowingColumns {
  readonly xs: number[];
  readonly ys: number[];
  /** How many records have been read. */
  read: number;
}

/**
 * The columns of append-only records only ever grow, so each record is read once per figure, not
 * once per frame. Keyed by the array itself: a race that is dropped takes its columns with it.
 */
const cache = new WeakMap<
  readonly IterationRecord[],
  Map<Pick, Partial<Record<XAxisKind, GrowingColumns>>>
>();

export function columnsOf(run: LabRun, axis: XAxisKind, pick: Pick): Columns {
  const columns = growing(run.records, axis, pick);
  for (; columns.read < run.count; columns.read++) {
    const record = run.records[columns.read] as IterationRecord;
    const y = pick(record);
    if (y === null) continue;
    columns.xs.push(axis === 'iteration' ? record.iteration : record.elapsedMs / 1000);
    columns.ys.push(y);
  }
  return { xs: columns.xs, ys: columns.ys, length: columns.xs.length };
}

function growing(records: readonly IterationRecord[], axis: XAxisKind, pick: Pick): GrowingColumns {
  let picks = cache.get(records);
  if (!picks) {
    picks = new Map();
    cache.set(records, picks);
  }
  let axes = picks.get(pick);
  if (!axes) {
    axes = {};
    picks.set(pick, axes);
  }
  axes[axis] ??= { xs: [], ys: [], read: 0 };
  return axes[axis];
}
