import type { IterationRecord } from '../model/iterationRecord.ts';
import { HISTORY_RULE } from './rule.ts';
import { thinned } from './thinned.ts';

/**
 * A history with its next record. It is the same array, so that what was read of it stays read, until the rule thins it
 * out: then it is a new one, and whoever holds the old one has what it had.
 */
export function withRecord(
  records: IterationRecord[],
  record: IterationRecord,
  rule = HISTORY_RULE,
): IterationRecord[] {
  records.push(record);
  return records.length < rule.limit ? records : thinned(records, rule);
}

/** How much of a history is left. */
export interface Thinning {
  readonly kept: number;
  /** Iterations there were, the start included. */
  readonly of: number;
  /** The most iterations that one record stands for. */
  readonly longest: number;
}

/** What became of a history; null where it is whole. */
export function thinningOf(records: readonly IterationRecord[], count: number): Thinning | null {
  const of = ((count > 0 && records[count - 1]?.iteration) || 0) + 1;
  if (of <= count) return null;
  let longest = 1;
  for (let i = 0; i < count; i++) longest = Math.max(longest, records[i]?.span?.iterations ?? 1);
  return longest > 1 ? { kept: count, of, longest } : null;
}
