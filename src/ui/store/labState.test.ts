import { describe, expect, it } from 'vitest';
import { HISTORY_RULE } from '../../history/rule.ts';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import type {
  DatasetSummary,
  DeviceSummary,
  RaceStart,
  TrainerEvent,
} from '../../worker/protocol.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { applyEvents, EMPTY_LAB, type LabRun, lastRecord, withError } from './labState.ts';
import { phaseOf, raceProgress } from './progress.ts';
import { type RacePlan, withRace } from './raceRuns.ts';

const DEVICE: DeviceSummary = {
  engine: 'cpu',
  description: '',
  precision: 'float64',
  software: false,
  timesKernels: true,
  limits: [],
  comparison: null,
  notice: null,
};
const START: RaceStart = {
  race: 2,
  device: DEVICE,
  runs: (['mdlam', 'dlam'] as const).map((algorithm) => ({
    id: algorithm,
    key: `key-${algorithm}`,
    algorithm,
    name: algorithm,
    common: { weights: 'w', data: 'd', order: 'o' },
    iterations: 10,
    seed: 1,
  })),
};
const DATASET = {
  name: 'Data',
  source: 'synthetic',
  hash: 'd1',
  trainCount: 20,
  testCount: 10,
  featureCount: 4,
  classNames: ['0', '1'],
} as unknown as DatasetSummary;
const PLAN: RacePlan = {
  settings: INITIAL_SETTINGS,
  dataKey: 'key',
  dataset: DATASET,
  startedAt: new Date(0),
  replayOf: null,
  resumed: null,
};
const prepared = () => withRace(EMPTY_LAB, START, PLAN);

function records(race: number, run: string, from: number, to: number): TrainerEvent {
  const batch = Array.from({ length: to - from + 1 }, (_, i) => fakeRecord(from + i));
  return { kind: 'records', race, run, records: batch };
}

describe('applyEvents', () => {
  it('drops events of another race', () => {
    const state = prepared();
    const after = applyEvents(state, [
      records(1, 'mdlam', 0, 3),
      { kind: 'run-state', race: 3, run: 'mdlam', state: { kind: 'running' } },
    ]);
    expect(after).toEqual(state);
  });

  it('applies a batch once and leaves older snapshots as they were', () => {
    const first = applyEvents(prepared(), [records(2, 'mdlam', 0, 2)]);
    const second = applyEvents(first, [records(2, 'mdlam', 3, 4)]);
    expect(first.race?.runs[0]?.count).toBe(3);
    expect(second.race?.runs[0]?.count).toBe(5);
    expect(second.race?.runs[1]?.count).toBe(0);
  });

  it('thins a long history out, whatever the batches, and leaves older snapshots as they were', () => {
    const inBatchesOf = (size: number) => {
      let state = prepared();
      const snapshots = [state];
      for (let from = 0; from <= 12_000; from += size) {
        state = applyEvents(state, [records(2, 'mdlam', from, Math.min(12_000, from + size - 1))]);
        snapshots.push(state);
      }
      return snapshots.map(({ race }) => race?.runs[0] as LabRun);
    };
    const snapshots = inBatchesOf(700);
    const last = snapshots.at(-1) as LabRun;
    expect(last.count).toBe(last.records.length);
    expect(last.count).toBeLessThan(HISTORY_RULE.limit);
    expect(lastRecord(last)?.iteration).toBe(12_000);
    expect(last.records).toEqual(inBatchesOf(64).at(-1)?.records);
    const earlier = snapshots.findLast(({ records: kept }) => kept !== last.records) as LabRun;
    const shown = earlier.records.slice(0, earlier.count);
    expect(shown.map(({ iteration }) => iteration)).toEqual([...Array(earlier.count).keys()]);
  });

  it('ends the race when every run has ended, and keeps what a failed run computed', () => {
    const error = { name: 'DivergenceError', label: 'dlam', message: 'diverged' };
    const after = applyEvents({ ...prepared(), running: true }, [
      records(2, 'dlam', 0, 4),
      {
        kind: 'run-state',
        race: 2,
        run: 'mdlam',
        state: { kind: 'finished', reason: 'iterations' },
      },
      { kind: 'run-state', race: 2, run: 'dlam', state: { kind: 'failed', error } },
    ]);
    expect(after.running).toBe(false);
    expect(phaseOf(after)).toBe('finished');
    expect(after.race?.runs[1]?.count).toBe(5);
  });

  it('keeps what there is of a race whose worker is gone apart from the races of the next worker', () => {
    const error = { name: 'WorkerLostError', label: null, message: 'The browser ended it.' };
    const lost = applyEvents(prepared(), [
      records(2, 'mdlam', 0, 2),
      { kind: 'worker-lost', error },
    ]);
    // The new worker counts from 1 as the old one did.
    const after = applyEvents(lost, [records(1, 'mdlam', 0, 5), records(2, 'mdlam', 0, 5)]);
    expect(after.race?.runs[0]).toMatchObject({ count: 3, state: { kind: 'failed', error } });
  });

  it('shows a fault', () => {
    const error = { name: 'DeviceLostError', label: null, message: 'The device was lost.' };
    const after = applyEvents(prepared(), [{ kind: 'fault', error }]);
    expect(after.errors.map((shown) => shown.error)).toEqual([error]);
  });
});

describe('withError', () => {
  it('shows a sentence once', () => {
    const error = { name: 'Error', label: null, message: 'no' };
    expect(withError(withError(EMPTY_LAB, error), error).errors).toHaveLength(1);
  });
});

describe('raceProgress', () => {
  it('counts from the slowest run and adds up the time of all', () => {
    const state = applyEvents({ ...prepared(), running: true }, [
      records(2, 'mdlam', 0, 6),
      records(2, 'dlam', 0, 4),
    ]);
    const progress = raceProgress(state.race as NonNullable<typeof state.race>);
    expect(progress.iteration).toBe(4);
    expect(progress.share).toBeCloseTo(0.5);
    // A record every 100 ms: 4 and 6 iterations are left.
    expect(progress.remainingMs).toBeCloseTo(1000);
    expect(progress.rate).toBeCloseTo(5);
    expect(progress.elapsedMs).toBeCloseTo(1000);
  });

  it('knows no rate before a run has moved', () => {
    const { race } = applyEvents(prepared(), [records(2, 'mdlam', 0, 0)]);
    const runs = race?.runs as readonly LabRun[];
    expect(raceProgress({ ...(race as NonNullable<typeof race>), runs }).rate).toBeNull();
  });
});
