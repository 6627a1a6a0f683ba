import { withRecord } from '../../history/history.ts';
import type { InterruptedRace } from '../../model/interruptedRace.ts';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import type { MemoryEstimate } from '../../model/memoryEstimate.ts';
import type { ReportedError } from '../../model/reportedError.ts';
import type { StoredWeights } from '../../model/storedWeights.ts';
import type { RunOrigin } from '../../record/runRecord.ts';
import type { Settings } from '../../settings/settings.ts';
import type {
  DatasetSummary,
  DeviceSummary,
  LoadProgress,
  RunState,
  RunSummary,
  TrainerEvent,
} from '../../worker/protocol.ts';
import type { RunLook } from '../charts/appearance.ts';

/** What the user may change of a run at any time. */
export interface RunMarks {
  readonly name: string;
  readonly look: RunLook;
  /** Drawn in the charts. */
  readonly shown: boolean;
  /** Stays in the charts when another race starts. */
  readonly pinned: boolean;
}

/** As the worker says, or stopped: a run of an earlier race or of a file that no stop rule ended. */
export type LabRunState = RunState | { readonly kind: 'stopped' };

/**
 * One run as the page knows it. `records` only ever grows and is shared between snapshots;
 * a snapshot is its first `count` entries, so appending a batch costs the batch and not the run. Where the history is
 * thinned out the run has new `records`.
 */
export interface LabRun {
  /** Of this run for ever, in the browser's storage too; `summary.id` is the worker's name within a race. */
  readonly key: string;
  readonly summary: RunSummary;
  readonly origin: RunOrigin;
  readonly marks: RunMarks;
  /** Key of the run that this one trains again; null for a run of its own. */
  readonly replayOf: string | null;
  readonly state: LabRunState;
  readonly records: readonly IterationRecord[];
  readonly count: number;
}

export interface Race {
  readonly number: number;
  /** The settings it was prepared with, and the data they named. */
  readonly settings: Settings;
  readonly dataKey: string;
  /** The weights it started from where its settings ask for loaded ones. */
  readonly loaded: StoredWeights | null;
  /** The worker no longer holds it: its figures stay, but it cannot go on. */
  readonly ended: boolean;
  readonly runs: readonly LabRun[];
}

export interface ShownError {
  readonly id: number;
  readonly error: ReportedError;
}

/** A command under way; the buttons wait for it. */
export type Activity = 'preparing' | 'pausing' | 'stepping' | 'profiling';

export interface LabState {
  readonly device: DeviceSummary | null;
  readonly dataset: DatasetSummary | null;
  /** Which data settings `dataset` answers; null before the first load. */
  readonly datasetKey: string | null;
  /** What a race with the settings of the form would take on the engine; null while nobody knows. */
  readonly memory: MemoryEstimate | null;
  readonly loading: { readonly progress: LoadProgress | null } | null;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** What a race starts from when `settings.weights` is 'loaded'. */
  readonly loadedWeights: StoredWeights | null;
  readonly race: Race | null;
  /** A race that can be resumed from where it was put away. */
  readonly interrupted: InterruptedRace | null;
  /** Runs of earlier races and of files, newest first. */
  readonly kept: readonly LabRun[];
  /** Whether the race was told to run; it may not have said yet that it does. */
  readonly running: boolean;
  readonly activity: Activity | null;
  readonly errors: readonly ShownError[];
}

export const EMPTY_LAB: LabState = {
  device: null,
  dataset: null,
  datasetKey: null,
  memory: null,
  loading: null,
  files: [],
  loadedWeights: null,
  race: null,
  interrupted: null,
  kept: [],
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

/** Every run there is: those of the race, then those kept. */
export function allRuns({ race, kept }: Pick<LabState, 'race' | 'kept'>): readonly LabRun[] {
  return race ? [...race.runs, ...kept] : kept;
}

/** Changes one run, wherever it is. */
export function withRunChanged(
  state: LabState,
  key: string,
  change: (run: LabRun) => LabRun,
): LabState {
  const changed = (runs: readonly LabRun[]) =>
    runs.some((run) => run.key === key)
      ? runs.map((run) => (run.key === key ? change(run) : run))
      : runs;
  const { race } = state;
  return {
    ...state,
    race: race && { ...race, runs: changed(race.runs) },
    kept: changed(state.kept),
  };
}

export function withMarks(state: LabState, key: string, part: Partial<RunMarks>): LabState {
  return withRunChanged(state, key, (run) => ({ ...run, marks: { ...run.marks, ...part } }));
}

/** The worker gave up the race shown, to make room for another or with its engine. */
export function withRaceEnded(state: LabState): LabState {
  return state.race ? { ...state, running: false, race: { ...state.race, ended: true } } : state;
}

/** A number that no worker gives a race: a new worker counts its races from the beginning. */
const NO_NUMBER = -1;

/** What the worker held is gone; what the page has of it stays. */
function withWorkerLost(state: LabState, error: ReportedError): LabState {
  const { race } = withRaceEnded(state);
  const runs = race?.runs.map(
    (run): LabRun => (isOver(run) ? run : { ...run, state: { kind: 'failed', error } }),
  );
  const lost = { ...state, running: false, loading: null, dataset: null, datasetKey: null };
  return withError(
    { ...lost, race: race && runs ? { ...race, number: NO_NUMBER, runs } : null },
    error,
  );
}

export function isOver(run: LabRun): boolean {
  return ['finished', 'failed', 'stopped'].includes(run.state.kind);
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
    case 'worker-lost':
      return withWorkerLost(state, event.error);
    case 'warning':
      return withError(state, event.error);
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
  let records = run.records as IterationRecord[];
  for (const record of batch) records = withRecord(records, record);
  return { ...run, records, count: records.length };
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
