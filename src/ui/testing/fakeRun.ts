import type { Algorithm } from '../../model/algorithms.ts';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import type { StartHashes } from '../../model/startHashes.ts';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import { defaultLook } from '../charts/appearance.ts';
import type { LabRun, Race } from '../store/labState.ts';

export const COMMON: StartHashes = { weights: 'aaaa', data: 'bbbb', order: 'cccc' };

/** A run under way with the given records; for tests. */
export function fakeRun(algorithm: Algorithm, records: readonly IterationRecord[] = []): LabRun {
  return {
    key: `key-${algorithm}`,
    summary: {
      id: algorithm,
      key: `key-${algorithm}`,
      algorithm,
      name: algorithm,
      common: COMMON,
      iterations: 9,
      seed: 1,
    },
    origin: {
      algorithm,
      settings: { ...INITIAL_SETTINGS, algorithms: [algorithm], iterations: 9 },
      data: {
        name: 'Fake data',
        source: 'synthetic',
        hash: 'bbbbbbbbbbbbbbbb',
        trainCount: 20,
        testCount: 10,
        featureCount: 4,
        classNames: ['0', '1'],
      },
      start: COMMON,
      device: { engine: 'cpu', description: 'none', precision: 'float64', software: false },
      app: '0.0.0',
      startedAt: '2026-11-23T10:00:00.000Z',
    },
    marks: { name: algorithm, look: defaultLook(algorithm), shown: true, pinned: false },
    replayOf: null,
    state: { kind: 'running' },
    records,
    count: records.length,
  };
}

export function fakeRace(...runs: readonly LabRun[]): Race {
  return { number: 1, settings: INITIAL_SETTINGS, dataKey: '', loaded: null, ended: false, runs };
}
