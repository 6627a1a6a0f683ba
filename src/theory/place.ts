import type { IterationRecord } from '../model/iterationRecord.ts';

/** Where the record of an iteration is among the first `count`, or, where the history was thinned, the last one before it; −1 where there is none. */
export function atOrBefore(
  records: readonly IterationRecord[],
  count: number,
  iteration: number,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle] as IterationRecord).iteration <= iteration) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
