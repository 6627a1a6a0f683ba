import type { TrainerApi } from '../../worker/protocol.ts';
import type { DataLoader } from './dataLoader.ts';
import type { Guard } from './guard.ts';
import { withRaceEnded } from './labState.ts';
import type { LabStore } from './labStore.ts';
import { phaseOf } from './progress.ts';
import type { SettingsStore } from './settingsStore.ts';

/** How long the form rests before changed settings are acted on. */
const SETTLE_MS = 500;

/** Reloads the data and reopens the engine when their settings change and no race needs them. */
export function followSettings(
  trainer: TrainerApi,
  store: LabStore,
  settingsStore: SettingsStore,
  loader: DataLoader,
  guard: Guard,
): void {
  const wantedEngine = () => settingsStore.getState().settings.engine;
  let engine = wantedEngine();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function reopenEngine(): Promise<void> {
    engine = wantedEngine();
    const device = await trainer.openEngine(engine);
    store.setState((state) => ({ ...withRaceEnded(state), device }));
  }

  settingsStore.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const needed = ['running', 'paused'].includes(phaseOf(store.getState()));
      if (needed || store.getState().activity) return;
      void guard.guarded(loader.follow);
      if (wantedEngine() !== engine) void guard.guarded(reopenEngine);
    }, SETTLE_MS);
  });
}
