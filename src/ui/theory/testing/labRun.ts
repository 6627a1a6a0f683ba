import type { Algorithm } from '../../../model/algorithms.ts';
import type { IterationRecord } from '../../../model/iterationRecord.ts';
import type { LabRun } from '../../store/labState.ts';
import { fakeRun } from '../../testing/fakeRun.ts';

/** A run of which only its records and its algorithm are meant; for tests. */
export function runOf(records: readonly IterationRecord[], algorithm: Algorithm = 'mdlam'): LabRun {
  return fakeRun(algorithm, records);
}
