import type { Settings } from '../../settings/settings.ts';
import type { TrainerApi, TrainerEvent } from '../../worker/protocol.ts';
import type { DataLoader } from './dataLoader.ts';
import { applyEvents, withRace, withRaceEnded } from './labState.ts';
import type { LabStore } from './labStore.ts';
import { phaseOf } from './progress.ts';
import { changedSettings } from './settingsStore.ts';

/** Prepares races and takes in what they report. */
export interface RaceControl {
  receive(events: readonly TrainerEvent[]): void;
  /** `replayOf`: key of the run that this race trains again. */
  prepare(replayOf?: string): Promise<void>;
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

  async function prepare(replayOf: string | null = null): Promise<void> {
    await loader.ensure();
    const chosen = settings();
    const dataKey = loader.wantedKey();
    // Whatever comes of it, the worker first gives up the race it holds.
    const answer = trainer.prepareRace(chosen, store.getState().loadedWeights);
    answer.catch(() => store.setState(withRaceEnded));
    const start = await answer;
    const waiting = early;
    early = [];
    store.setState((state) => {
      if (!state.dataset) return state;
      const { dataset } = state;
      const plan = { settings: chosen, dataKey, dataset, startedAt: new Date(), replayOf };
      return applyEvents(withRace(state, start, plan), waiting);
    });
  }

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
    receive: (events) => {
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
