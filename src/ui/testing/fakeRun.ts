import type { Algorithm } from '../../model/algorithms.ts';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import type { CommonStart } from '../../worker/protocol.ts';
import type { LabRun, Race } from '../store/labState.ts';

export const COMMON: CommonStart = { weights: 'aaaa', data: 'bbbb', order: 'cccc' };

/** A run under way with the given records; for tests. */
export function fakeRun(algorithm: Algorithm, records: readonly IterationRecord[] = []): LabRun {
  return {
    summary: { id: algorithm, algorithm, name: algorithm, common: COMMON, iterations: 9 },
    state: { kind: 'running' },
    records,
    count: records.length,
  };
}

export function fakeRace(...runs: readonly LabRun[]): Race {
  return { number: 1, settings: INITIAL_SETTINGS, dataKey: '', ended: false, runs };
}
