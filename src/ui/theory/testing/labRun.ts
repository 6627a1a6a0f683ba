import type { Algorithm } from '../../../model/algorithms.ts';
import type { IterationRecord } from '../../../model/iterationRecord.ts';
import type { LabRun } from '../../store/labState.ts';

/** A run of which only its records and its algorithm are meant; for tests. */
export function runOf(records: readonly IterationRecord[], algorithm: Algorithm = 'mdlam'): LabRun {
  const common = { weights: 'w', data: 'd', order: 'o' };
  return {
    summary: { id: algorithm, algorithm, name: algorithm, common, iterations: 9 },
    state: { kind: 'running' },
    records,
    count: records.length,
  };
}
