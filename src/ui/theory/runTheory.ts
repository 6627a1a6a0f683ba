import type { IterationRecord } from '../../model/iterationRecord.ts';
import { Lemma1, type Precision } from '../../theory/lemma1.ts';
import { GapReader, type Gaps, LeastObjective } from '../../theory/objectiveFloor.ts';
import { RaisedBlocks } from '../../theory/raisedBlocks.ts';
import { Theorem1 } from '../../theory/theorem1.ts';
import { Theorem2 } from '../../theory/theorem2.ts';
import type { LabRun } from '../store/labState.ts';

/** What the theory says of one run, up to its newest record. */
export interface RunTheory {
  readonly lemma1: Lemma1;
  readonly theorem1: Theorem1;
  readonly theorem2: Theorem2;
  readonly least: LeastObjective;
  readonly raised: RaisedBlocks;
}

interface GrowingTheory extends RunTheory {
  readonly precision: Precision;
  read: number;
}

/** As in charts/columns.ts: each record is read once, and a race that is dropped takes its figures with it. */
const theories = new WeakMap<readonly IterationRecord[], GrowingTheory>();
const gapReaders = new WeakMap<readonly IterationRecord[], GapReader>();

export function theoryOf(run: LabRun, precision: Precision): RunTheory {
  const { records } = run;
  let theory = theories.get(records);
  if (theory?.precision !== precision) {
    theory = {
      precision,
      read: 0,
      lemma1: new Lemma1(run.summary.algorithm, precision),
      theorem1: new Theorem1(),
      theorem2: new Theorem2(),
      least: new LeastObjective(),
      raised: new RaisedBlocks(),
    };
    theories.set(records, theory);
  }
  for (; theory.read < run.count; theory.read++) {
    const record = records[theory.read] as IterationRecord;
    theory.lemma1.read(record);
    theory.theorem1.read(record);
    theory.theorem2.read(record);
    theory.least.read(record);
    theory.raised.read(record);
  }
  return theory;
}

/** F − F* of a run; read anew only when F* changes. */
export function gapsOf({ records, count }: LabRun, floor: number): Gaps {
  let reader = gapReaders.get(records);
  if (reader?.floor !== floor) {
    reader = new GapReader(floor);
    gapReaders.set(records, reader);
  }
  return reader.readTo(records, count);
}
