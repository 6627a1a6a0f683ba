import type { InterruptedRace } from '../../model/interruptedRace.ts';
import type { Settings } from '../../settings/settings.ts';
import type { RaceStart, TrainerApi, TrainerEvent } from '../../worker/protocol.ts';
import type { DataLoader } from './dataLoader.ts';
import { applyEvents, withRaceEnded } from './labState.ts';
import type { LabStore } from './labStore.ts';
import { phaseOf } from './progress.ts';
import { type RacePlan, withRace } from './raceRuns.ts';
import { changedSettings } from './settingsStore.ts';

/** Prepares races and takes in what they report. */
export interface RaceControl {
  receive(events: readonly TrainerEvent[]): void;
  /** `replayOf`: key of the run that this race trains again. */
  prepare(replayOf?: string): Promise<void>;
  /** Takes up a race that was interrupted, with the settings of the form, which are its own. */
  resume(interrupted: InterruptedRace): Promise<void>;
  /** Prepares unless the race shown can go on: paused, or at its start with the form's settings. */
  ensurePrepared(): Promise<void>;
  run(report: (reason: unknown) => void): void;
}

export function createRaceControl(
  trainer: TrainerApi,
  store: LabStore,
  loader: DataLoader,
  settings: () => Settings,
): RaceControl {
  /** Events of a race may overtake the answer that announces it; they wait here for it. */
  let early: TrainerEvent[] = [];

  /** Puts the race that the worker sets up with these settings in the place of the one before. */
  async function set(
    ask: (settings: Settings) => Promise<RaceStart>,
    which: Pick<RacePlan, 'replayOf' | 'resumed'>,
  ): Promise<void> {
    await loader.ensure();
    const chosen = settings();
    const dataKey = loader.wantedKey();
    // Whatever comes of it, the worker first gives up the race it holds.
    const answer = ask(chosen);
    answer.catch(() => store.setState(withRaceEnded));
    const start = await answer;
    const waiting = early;
    early = [];
    store.setState((state) => {
      if (!state.dataset) return state;
      const { dataset } = state;
      const plan = { settings: chosen, dataKey, dataset, startedAt: new Date(), ...which };
      return applyEvents(withRace(state, start, plan), waiting);
    });
  }

  const prepare = (replayOf: string | null = null) =>
    set((chosen) => trainer.prepareRace(chosen, store.getState().loadedWeights), {
      replayOf,
      resumed: null,
    });

  function canGoOn(): boolean {
    const phase = phaseOf(store.getState());
    const { race } = store.getState();
    if (phase !== 'ready' || !race) return phase === 'paused';
    const asAsked = changedSettings(race.settings, settings()).length === 0;
    const { loadedWeights } = store.getState();
    const sameStart = race.settings.weights !== 'loaded' || race.loaded === loadedWeights;
    return !race.ended && asAsked && sameStart && race.dataKey === loader.wantedKey();
  }

  return {
    prepare,
    resume: (resumed) =>
      set(({ engine }) => trainer.resumeRace(resumed.id, engine), { replayOf: null, resumed }),
    receive: (events) => {
      // A race that its worker did not live to announce never comes.
      if (events.some(({ kind }) => kind === 'worker-lost')) early = [];
      const shown = store.getState().race?.number ?? Number.NEGATIVE_INFINITY;
      early.push(...events.filter((event) => 'race' in event && event.race > shown));
      store.setState((state) => applyEvents(state, events));
    },
    ensurePrepared: async () => {
      if (!canGoOn()) await prepare();
    },
    run: (report) => {
      store.setState({ running: true });
      trainer.run().catch((reason: unknown) => {
        store.setState({ running: false });
        report(reason);
      });
    },
  };
}
