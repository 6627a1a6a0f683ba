import type { IterationRecord, Span } from '../model/iterationRecord.ts';
import type { HistoryRule } from './rule.ts';
import { joined, spanOf } from './spans.ts';

/** What a stretch keeps the extremes of. */
const FIGURES = [
  ({ objective }: IterationRecord) => objective,
  ({ forward }: IterationRecord) => forward?.testLoss ?? Number.NaN,
  ({ forward }: IterationRecord) => forward?.testAccuracy ?? Number.NaN,
] as const;

/**
 * A history as its rule leaves it. What is left of a stretch is found in what shorter stretches within it left, so that a
 * history depends on its iterations alone: not on how they came, nor on where it was stored and read again.
 */
export function thinned(
  records: readonly IterationRecord[],
  { newest, left, stretch }: HistoryRule,
): IterationRecord[] {
  const end = Math.max(0, records.length - newest);
  const longest = 2 * ((records.at(-1)?.iteration ?? 0) + 1);
  let kept = keptOf(records, end, stretch);
  for (let length = 2 * stretch; kept.size > left && length <= longest; length *= 2)
    kept = keptOf(records, end, length);
  return withSpans(records, kept);
}

/** Positions of the records that stay where those before `end` are thinned by stretches of so many iterations. */
function keptOf(
  records: readonly IterationRecord[],
  end: number,
  length: number,
): ReadonlySet<number> {
  const kept = new Set<number>();
  for (let first = 0; first < end; ) {
    const next = endOfStretch(records, first, end, length);
    keepOf(records, first, next, kept);
    first = next;
  }
  for (let i = end; i < records.length; i++) kept.add(i);
  const evaluated = records.findLastIndex(({ forward }) => forward !== null);
  if (evaluated >= 0) kept.add(evaluated);
  return kept;
}

function endOfStretch(
  records: readonly IterationRecord[],
  first: number,
  end: number,
  length: number,
): number {
  const stretch = (i: number) => Math.floor((records[i] as IterationRecord).iteration / length);
  let next = first + 1;
  while (next < end && stretch(next) === stretch(first)) next++;
  return next;
}

function keepOf(
  records: readonly IterationRecord[],
  first: number,
  next: number,
  kept: Set<number>,
): void {
  kept.add(first);
  for (let i = first; i < next; i++) {
    if ((records[i] as IterationRecord).forward === null) continue;
    kept.add(i);
    break;
  }
  for (const read of FIGURES) {
    let [least, greatest] = [-1, -1];
    let [low, high] = [Number.NaN, Number.NaN];
    for (let i = first; i < next; i++) {
      const value = read(records[i] as IterationRecord);
      if (least < 0 ? !Number.isNaN(value) : value < low) [least, low] = [i, value];
      if (greatest < 0 ? !Number.isNaN(value) : value > high) [greatest, high] = [i, value];
    }
    if (least >= 0) kept.add(least).add(greatest);
  }
}

/** The records that stay; the one after those left out stands for them. */
function withSpans(
  records: readonly IterationRecord[],
  kept: ReadonlySet<number>,
): IterationRecord[] {
  const result: IterationRecord[] = [];
  let leftOut: Span | null = null;
  for (const [i, record] of records.entries()) {
    if (leftOut === null && kept.has(i)) {
      result.push(record);
      continue;
    }
    // Never the first: it stays.
    const own = spanOf(records[i - 1] as IterationRecord, record);
    const span: Span = leftOut ? joined(leftOut, own) : own;
    leftOut = kept.has(i) ? null : span;
    if (kept.has(i)) result.push({ ...record, span });
  }
  return result;
}
