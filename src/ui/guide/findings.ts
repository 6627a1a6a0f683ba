import { isAlternating } from '../../model/algorithms.ts';
import { lastEvaluated, lastRecord, type Race } from '../store/labState.ts';
import { theoryOf } from '../theory/runTheory.ts';

/** What a run of DLAM or mDLAM has come to. */
export interface Finding {
  readonly key: string;
  readonly name: string;
  readonly iterations: number;
  /** F at the start and now. */
  readonly first: number;
  readonly last: number;
  /** Iterations that raised F beyond rounding. */
  readonly rises: number;
  /** Of the network on the test samples; null until it was evaluated. */
  readonly accuracy: number | null;
}

/** One finding a run of DLAM or mDLAM, once it has moved. */
export function findingsOf(race: Race | null): readonly Finding[] {
  const runs = race?.runs.filter(({ summary }) => isAlternating(summary.algorithm)) ?? [];
  return runs.flatMap((run) => {
    const [first, last] = [run.records[0], lastRecord(run)];
    if (!first || !last || last.iteration === 0) return [];
    const { lemma1 } = theoryOf(run, run.origin.device.precision);
    return {
      key: run.key,
      name: run.marks.name,
      iterations: last.iteration,
      first: first.objective,
      last: last.objective,
      rises: lemma1.total,
      accuracy: lastEvaluated(run)?.forward?.testAccuracy ?? null,
    };
  });
}
