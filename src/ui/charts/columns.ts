import type { IterationRecord } from '../../model/iterationRecord.ts';
import type { LabRun } from '../store/labState.ts';
import type { Columns } from './decimate.ts';

/** What the horizontal axis may count; costAxis.ts has the words. */
export const X_AXIS_KINDS = ['iteration', 'passes', 'flops', 'device', 'seconds'] as const;
export type XAxisKind = (typeof X_AXIS_KINDS)[number];

/** A record's place on the axis: a count or seconds; null where the engine could not tell. */
export function placeOf({ cost, elapsedMs }: IterationRecord, kind: XAxisKind): number | null {
  switch (kind) {
    case 'iteration':
      return cost.updates;
    case 'passes':
      return cost.passes;
    case 'flops':
      return cost.flops;
    case 'device':
      return cost.deviceMs === null ? null : cost.deviceMs / 1000;
    case 'seconds':
      return elapsedMs / 1000;
  }
}

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
    const x = placeOf(record, axis);
    const y = pick(record);
    if (x === null || y === null) continue;
    columns.xs.push(x);
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
