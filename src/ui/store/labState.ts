import type { IterationRecord } from '../../model/iterationRecord.ts';
import type { Settings } from '../../settings/settings.ts';
import type {
  DatasetSummary,
  DeviceSummary,
  LoadProgress,
  RaceStart,
  ReportedError,
  RunState,
  RunSummary,
  TrainerEvent,
} from '../../worker/protocol.ts';

/**
 * One run as the page knows it. `records` only ever grows and is shared between snapshots;
 * a snapshot is its first `count` entries, so appending a batch costs the batch and not the run.
 */
export interface LabRun {
  readonly summary: RunSummary;
  readonly state: RunState;
  readonly records: readonly IterationRecord[];
  readonly count: number;
}

export interface Race {
  readonly number: number;
  /** The settings it was prepared with, and the data they named. */
  readonly settings: Settings;
  readonly dataKey: string;
  /** The worker no longer holds it: its figures stay, but it cannot go on. */
  readonly ended: boolean;
  readonly runs: readonly LabRun[];
}

export interface ShownError {
  readonly id: number;
  readonly error: ReportedError;
}

/** A command under way; the buttons wait for it. */
export type Activity = 'preparing' | 'pausing' | 'stepping';

export interface LabState {
  readonly device: DeviceSummary | null;
  readonly dataset: DatasetSummary | null;
  /** Which data settings `dataset` answers; null before the first load. */
  readonly datasetKey: string | null;
  readonly loading: { readonly progress: LoadProgress | null } | null;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  readonly race: Race | null;
  /** Whether the race was told to run; it may not have said yet that it does. */
  readonly running: boolean;
  readonly activity: Activity | null;
  readonly errors: readonly ShownError[];
}

export const EMPTY_LAB: LabState = {
  device: null,
  dataset: null,
  datasetKey: null,
  loading: null,
  files: [],
  race: null,
  running: false,
  activity: null,
  errors: [],
};

/** More errors than these would push the charts off the screen; the oldest go first. */
const ERRORS_SHOWN = 3;

/** Adds an error unless the same sentence is on the screen already. */
export function withError(state: LabState, error: ReportedError): LabState {
  if (state.errors.some((shown) => shown.error.message === error.message)) return state;
  const id = (state.errors.at(-1)?.id ?? 0) + 1;
  return { ...state, errors: [...state.errors, { id, error }].slice(-ERRORS_SHOWN) };
}

export function withRace(
  state: LabState,
  start: RaceStart,
  settings: Settings,
  dataKey: string,
): LabState {
  const runs = start.runs.map(
    (summary): LabRun => ({ summary, state: { kind: 'waiting' }, records: [], count: 0 }),
  );
  return {
    ...state,
    device: start.device,
    race: { number: start.race, settings, dataKey, ended: false, runs },
    running: false,
  };
}

/** The worker gave up the race shown, to make room for another or with its engine. */
export function withRaceEnded(state: LabState): LabState {
  return state.race ? { ...state, running: false, race: { ...state.race, ended: true } } : state;
}

export function isOver(run: LabRun): boolean {
  return run.state.kind === 'finished' || run.state.kind === 'failed';
}

/** Applies a batch of events in order; those of another race than the one shown are dropped. */
export function applyEvents(state: LabState, events: readonly TrainerEvent[]): LabState {
  const next = events.reduce(applyEvent, state);
  const over = next.race?.runs.every(isOver) ?? false;
  return next.running && over ? { ...next, running: false } : next;
}

function applyEvent(state: LabState, event: TrainerEvent): LabState {
  switch (event.kind) {
    case 'device':
      return { ...state, device: event.device };
    case 'load-progress':
      return state.loading ? { ...state, loading: { progress: event.progress } } : state;
    case 'fault':
      return withError({ ...state, running: false }, event.error);
    case 'records':
      return withRun(state, event.race, event.run, (run) => appendRecords(run, event.records));
    case 'run-state':
      return withRun(state, event.race, event.run, (run) => ({ ...run, state: event.state }));
  }
}

function withRun(
  state: LabState,
  raceNumber: number,
  id: string,
  change: (run: LabRun) => LabRun,
): LabState {
  const { race } = state;
  if (!race || race.number !== raceNumber) return state;
  const runs = race.runs.map((run) => (run.summary.id === id ? change(run) : run));
  return { ...state, race: { ...race, runs } };
}

function appendRecords(run: LabRun, batch: readonly IterationRecord[]): LabRun {
  const records = run.records as IterationRecord[];
  for (const record of batch) records.push(record);
  return { ...run, count: records.length };
}

export function lastRecord(run: LabRun): IterationRecord | null {
  return run.count > 0 ? (run.records[run.count - 1] as IterationRecord) : null;
}

/** The newest record that carries forward-pass figures. */
export function lastEvaluated(run: LabRun): IterationRecord | null {
  for (let i = run.count - 1; i >= 0; i--) {
    const record = run.records[i] as IterationRecord;
    if (record.forward) return record;
  }
  return null;
}
