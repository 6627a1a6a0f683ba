import type { Algorithm } from '../../model/algorithms.ts';
import type { InterruptedRace } from '../../model/interruptedRace.ts';
import { recordedDevice, runOrigin } from '../../record/runOrigin.ts';
import type { RunOrigin } from '../../record/runRecord.ts';
import type { Settings } from '../../settings/settings.ts';
import type {
  DatasetSummary,
  DeviceSummary,
  RaceStart,
  RunSummary,
} from '../../worker/protocol.ts';
import { freeLook, type RunLook } from '../charts/appearance.ts';
import { allRuns, isOver, type LabRun, type LabState, lastRecord } from './labState.ts';
import { freeName } from './runNames.ts';

/** What a race was prepared with. */
export interface RacePlan {
  readonly settings: Settings;
  readonly dataKey: string;
  readonly dataset: DatasetSummary;
  readonly startedAt: Date;
  readonly replayOf: string | null;
  /** The race as it was put away, where this one resumes it. */
  readonly resumed: InterruptedRace | null;
}

/** The race takes the place of the one before, whose runs are kept: those that are pinned in the charts. */
export function withRace(state: LabState, start: RaceStart, plan: RacePlan): LabState {
  const { settings, dataKey, replayOf } = plan;
  const loaded = settings.weights === 'loaded' ? state.loadedWeights : null;
  // A race that is resumed has runs that the page may know already.
  const known = new Map(allRuns(state).map((run) => [run.key, run]));
  const own = new Set(start.runs.map(({ key }) => key));
  const kept = keptRuns(state, replayOf).filter(({ key }) => !own.has(key));
  const looks = looksOf(
    start.runs.map(({ algorithm }) => algorithm),
    kept.filter(({ marks }) => marks.shown).map(({ marks }) => marks.look),
  );
  const original = kept.find(({ key }) => key === replayOf);
  const taken = new Set(kept.map(({ marks }) => marks.name));
  const runs = start.runs.map((summary): LabRun => {
    const { algorithm, key } = summary;
    const former = known.get(key);
    const origin = resumedOrigin(former?.origin ?? originOf(summary, start.device, plan), {
      key,
      device: start.device,
      plan,
    });
    const fresh = {
      key,
      summary,
      origin,
      records: [],
      count: 0,
      state: { kind: 'waiting' },
    } as const;
    if (former) return { ...former, ...fresh, marks: { ...former.marks, shown: true } };
    const name = freeName(original ? `${original.marks.name}, replayed` : summary.name, taken);
    taken.add(name);
    return {
      ...fresh,
      marks: { name, look: looks.get(algorithm) as RunLook, shown: true, pinned: false },
      replayOf,
    };
  });
  return {
    ...state,
    device: start.device,
    kept,
    race: { number: start.race, settings, dataKey, loaded, ended: false, runs },
    running: false,
  };
}

/** One look an algorithm: its repeats share it. */
function looksOf(
  algorithms: readonly Algorithm[],
  taken: readonly RunLook[],
): ReadonlyMap<Algorithm, RunLook> {
  const looks = new Map<Algorithm, RunLook>();
  // Those that have their own colour first: nobody else takes it from them.
  for (const algorithm of new Set(algorithms)) {
    const look = freeLook(algorithm, taken);
    if (look.colour === algorithm) looks.set(algorithm, look);
  }
  for (const algorithm of new Set(algorithms))
    if (!looks.has(algorithm))
      looks.set(algorithm, freeLook(algorithm, [...taken, ...looks.values()]));
  return looks;
}

/** Says of a run that it goes on on this device; others stay as they are. */
function resumedOrigin(
  origin: RunOrigin,
  { key, device, plan }: { key: string; device: DeviceSummary; plan: RacePlan },
): RunOrigin {
  const stored = plan.resumed?.runs.find((run) => run.key === key);
  if (!stored || stored.over) return origin;
  const at = plan.startedAt.toISOString();
  const resumption = { iteration: stored.iteration, at, device: recordedDevice(device) };
  return { ...origin, resumed: [...(origin.resumed ?? []), resumption] };
}

function originOf(
  { algorithm, seed, common }: RunSummary,
  device: DeviceSummary,
  { settings, dataset, startedAt }: RacePlan,
): RunOrigin {
  return runOrigin({
    algorithm,
    seed,
    start: common,
    settings,
    data: dataset,
    device,
    startedAt,
  });
}

/** The runs kept once the race makes room for another: those that trained at all, its own first. */
function keptRuns({ race, kept }: LabState, replayOf: string | null): readonly LabRun[] {
  const trained = (race?.runs ?? []).filter((run) => (lastRecord(run)?.iteration ?? 0) > 0);
  return [...trained.map(stopped), ...kept].map((run) => {
    const shown = run.marks.pinned ? run.marks.shown : run.key === replayOf;
    return shown === run.marks.shown ? run : { ...run, marks: { ...run.marks, shown } };
  });
}

function stopped(run: LabRun): LabRun {
  return isOver(run) ? run : { ...run, state: { kind: 'stopped' } };
}

/** Takes the race off the stage: its runs are kept, and those that never trained are forgotten. */
export function withRaceRetired(state: LabState): LabState {
  const trained = (state.race?.runs ?? []).filter((run) => (lastRecord(run)?.iteration ?? 0) > 0);
  return { ...state, race: null, running: false, kept: [...trained.map(stopped), ...state.kept] };
}
