import type { Gaps } from '../objectiveFloor.ts';

/** Gaps of k = from … to as a formula gives them; for tests. */
export function gapsOf(from: number, to: number, gap: (k: number) => number): Gaps {
  const xs = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return { xs, ys: xs.map(gap), length: xs.length, leftOut: [], leftOutLength: 0 };
}
