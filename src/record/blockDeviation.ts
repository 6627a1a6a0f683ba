import type { IterationRecord } from '../model/iterationRecord.ts';
import { relativeDifference } from './deviation.ts';

/** How far one iteration of a run is from the same of another. */
export interface IterationDeviation {
  readonly iteration: number;
  /** |x − y| / max(|x|, |y|) of the objective. */
  readonly objective: number;
  /** By block, in the order of the updates: "W1", "z1", "a1", "W2", … */
  readonly blocks: readonly BlockDeviation[];
}

export interface BlockDeviation {
  readonly block: string;
  /**
   * |x − y| / s of the lengths x and y of the block's step in both runs, s being the longest that was recorded: a block
   * that hardly moves has no digits to compare. 0 where it never moves, 1 where only one length is finite.
   */
  readonly step: number;
}

/** The lengths of the steps of an iteration, by block. */
function stepLengths({ weights, dlam }: IterationRecord): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  weights.steps.forEach((step, index) => {
    const [z, a] = [dlam?.zSteps[index], dlam?.aSteps[index]];
    lengths.set(`W${index + 1}`, step);
    if (z !== undefined) lengths.set(`z${index + 1}`, z);
    if (a !== undefined) lengths.set(`a${index + 1}`, a);
  });
  return lengths;
}

/** Iteration by iteration and block by block, those that both runs have. */
export function blockDeviations(
  recorded: readonly IterationRecord[],
  replayed: readonly IterationRecord[],
): IterationDeviation[] {
  const byIteration = new Map(recorded.map((record) => [record.iteration, record]));
  const longest = new Map<string, number>();
  for (const record of recorded)
    for (const [block, length] of stepLengths(record))
      if (Number.isFinite(length)) longest.set(block, Math.max(longest.get(block) ?? 0, length));
  return replayed.flatMap((record) => {
    const other = byIteration.get(record.iteration);
    if (!other) return [];
    const own = stepLengths(record);
    const blocks = [...stepLengths(other)].map(([block, length]) => ({
      block,
      step: apart(length, own.get(block) ?? Number.NaN, longest.get(block) ?? 0),
    }));
    const objective = relativeDifference(other.objective, record.objective);
    return [{ iteration: record.iteration, objective, blocks }];
  });
}

function apart(x: number, y: number, scale: number): number {
  if (Object.is(x, y) || x === y) return 0;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return 1;
  return scale > 0 ? Math.abs(x - y) / scale : 1;
}
