import { useStore } from 'zustand';
import type { Precision } from '../../theory/lemma1.ts';
import { type FloorKind, objectiveFloor, remainingDecrease } from '../../theory/objectiveFloor.ts';
import type { LabRun } from '../store/labState.ts';
import { problemOf } from './problemKey.ts';
import { theoryOf } from './runTheory.ts';
import { type Reference, referenceFor, theoryStore } from './theoryStore.ts';

/** F* as the page measures from it. */
export interface Floor {
  readonly kind: FloorKind;
  readonly value: number | null;
  /** How much lower F* may still be; 0 for a typed one. */
  readonly uncertainty: number;
  /** The least F of the runs shown, as it would be kept; null without a run that has F. */
  readonly least: Reference | null;
  /** Whether an F* was kept for this problem. */
  readonly hasReference: boolean;
}

/** F* for the runs that have F; where none is kept for their problem, the least F stands in for it. */
export function useFloor(runs: readonly LabRun[], precision: Precision): Floor {
  const view = useStore(theoryStore, (state) => state.view);
  const references = useStore(theoryStore, (state) => state.references);
  const least = leastSeen(runs, precision);
  const reference = least && referenceFor(references, least.problem);
  const kind = view.floor === 'reference' && reference === null ? 'least-seen' : view.floor;
  const value = objectiveFloor(kind, {
    typed: view.typedFloor,
    seen: [least?.floor ?? null],
    reference: reference?.floor ?? null,
  });
  const source = kind === 'reference' ? reference : least;
  const uncertainty = kind === 'typed' ? 0 : (source?.uncertainty ?? 0);
  return { kind, value, uncertainty, least, hasReference: reference !== null };
}

/** The least F of the runs, with what the run that has it may still gain. */
function leastSeen(runs: readonly LabRun[], precision: Precision): Reference | null {
  let found: { run: LabRun; floor: number } | null = null;
  for (const run of runs) {
    const floor = theoryOf(run, precision).least.value;
    if (floor !== null && (found === null || floor < found.floor)) found = { run, floor };
  }
  if (found === null) return null;
  const { run, floor } = found;
  return {
    problem: problemOf(run),
    floor,
    uncertainty: remainingDecrease(run.records, run.count, precision),
  };
}
