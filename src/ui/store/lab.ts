import { createStore } from 'zustand/vanilla';
import { ConfigurationError } from '../../model/errors.ts';
import type { IterationProfile } from '../../model/iterationProfile.ts';
import { applyPreset } from '../../settings/presets.ts';
import type { Settings } from '../../settings/settings.ts';
import type { DeviceSummary, TrainerApi, TrainerEvent } from '../../worker/protocol.ts';
import { createDataLoader } from './dataLoader.ts';
import { firstPreset } from './firstPreset.ts';
import { followMemory } from './followMemory.ts';
import { followSettings } from './followSettings.ts';
import { createGuard } from './guard.ts';
import { EMPTY_LAB, type LabRun, type LabState } from './labState.ts';
import type { LabStore } from './labStore.ts';
import { createRaceControl } from './raceControl.ts';
import { isLoss } from './reportedError.ts';
import type { SettingsStore } from './settingsStore.ts';

/** A run's profile, and the run as it was then. */
export interface ProfiledRun {
  readonly run: LabRun;
  readonly profile: IterationProfile;
}

/** All that the page can do; every failure but that of a profile ends up as a shown error, never as a rejection. */
export interface Lab {
  readonly store: LabStore;
  /** Opens the engine and loads the data of the remembered settings. */
  open(): Promise<void>;
  /** Starts a race with the settings of the form, or takes up the paused one. */
  start(): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<void>;
  /**
   * One iteration of one run, timed kernel by kernel, of the race that `step` would take; by the run's id, or by its
   * algorithm. Rejects where it fails: the dialog that asks for it lies before the errors of the page.
   */
  profile(which: string): Promise<ProfiledRun>;
  /** Prepares a race with the settings of the form, at iteration 0. */
  reset(): Promise<void>;
  /** Trains a run again, from its settings and on the engine that it was trained on. */
  replay(run: LabRun): Promise<void>;
  /**
   * Takes up the race that was interrupted, with its settings and its data, and lets it run on; on another engine than
   * its own where one is given.
   */
  resume(engine: Settings['engine'] | null): Promise<void>;
  /** Gives the race that was interrupted up; its curves stay. */
  discardInterrupted(): Promise<void>;
  /** Lets MNIST come from the network: pressed by the user, never by itself. */
  downloadMnist(): Promise<void>;
  /** Lets the race of the form take the memory that the machine does not seem to have. */
  allowMemory(): Promise<void>;
  cancelLoading(): Promise<void>;
  addFiles(files: readonly File[]): Promise<void>;
  clearFiles(): void;
  dismissError(id: number): void;
}

const START_NAMES = {
  data: 'data',
  weights: 'initial weights',
  order: 'orders of the samples',
} as const;
const START_PARTS = Object.keys(START_NAMES) as (keyof typeof START_NAMES)[];

/** A first visit begins with a race of seconds. */
function startSmall(device: DeviceSummary, settingsStore: SettingsStore): void {
  const { untouched, settings, replace } = settingsStore.getState();
  if (untouched) replace(applyPreset(firstPreset(device), settings));
}

function notInRace(which: string): never {
  throw new ConfigurationError('profile', `The race has no run of ${which}: choose another.`);
}

export function createLab(trainer: TrainerApi, settingsStore: SettingsStore): Lab {
  const store = createStore<LabState>(() => EMPTY_LAB);
  const settings = () => settingsStore.getState().settings;
  const guard = createGuard(store);
  const { guarded, exclusively } = guard;
  const loader = createDataLoader(trainer, store, settingsStore);
  const race = createRaceControl(trainer, store, loader, settings);

  /** Gives the worker its engine and its data, and looks for what can be resumed. */
  function equip(then: typeof startSmall | null, load: () => Promise<void>): Promise<unknown> {
    const openEngine = async () => {
      const device = await trainer.openEngine(settings().engine);
      store.setState({ device });
      then?.(device, settingsStore);
    };
    return Promise.all([guarded(openEngine), guarded(load), findInterrupted()]);
  }

  async function open(): Promise<void> {
    await trainer.subscribe(receive);
    followSettings(trainer, store, settingsStore, loader, guard);
    followMemory(trainer, store, settingsStore, loader);
    await equip(startSmall, loader.follow);
  }
  /** Whether there is a race to resume; that there may be none is no failure. */
  async function findInterrupted(): Promise<void> {
    const interrupted = await trainer.interruptedRace().catch(() => null);
    store.setState({ interrupted });
  }
  async function resume(engine: Settings['engine'] | null): Promise<void> {
    const { interrupted } = store.getState();
    if (!interrupted) return;
    const { settings: own, files } = await trainer.interruptedSettings(interrupted.id);
    settingsStore.getState().replace(engine ? { ...own, engine } : own);
    if (own.dataset === 'files') await loader.takeFiles(files);
    await race.resume(interrupted);
    store.setState(({ errors }) => ({
      interrupted: null,
      // What ended it is mended.
      errors: errors.filter(({ error }) => !isLoss(error)),
    }));
    race.run(guard.report);
  }
  async function discardInterrupted(): Promise<void> {
    const { interrupted } = store.getState();
    if (!interrupted) return;
    await trainer.discardRace(interrupted.id).finally(findInterrupted);
  }
  function receive(events: readonly TrainerEvent[]): void {
    race.receive(events);
    if (events.some(({ kind }) => kind === 'fault')) void findInterrupted();
    // The new worker has neither engine nor data.
    if (events.some(({ kind }) => kind === 'worker-lost')) void equip(null, loader.reload);
  }
  async function start(): Promise<void> {
    await race.ensurePrepared();
    race.run(guard.report);
  }
  async function pause(): Promise<void> {
    await trainer.pause();
    store.setState({ running: false });
  }
  async function step(): Promise<void> {
    await race.ensurePrepared();
    await trainer.step();
  }
  async function profile(which: string): Promise<ProfiledRun> {
    await race.ensurePrepared();
    const runs = () => store.getState().race?.runs ?? [];
    const { summary } =
      runs().find((run) => run.summary.id === which) ??
      runs().find((run) => run.summary.algorithm === which) ??
      notInRace(which);
    const taken = await trainer.profile(summary.id);
    const run = runs().find((one) => one.summary.id === taken.run) ?? notInRace(which);
    return { run, profile: taken };
  }
  async function replay({ key, marks, origin }: LabRun): Promise<void> {
    settingsStore.getState().replace({ ...origin.settings, engine: origin.device.engine });
    await race.prepare(key);
    const start = store.getState().race?.runs[0]?.summary.common;
    const other = START_PARTS.find((part) => start?.[part] !== origin.start[part]);
    if (other)
      throw new ConfigurationError(
        'replay',
        `“${marks.name}” cannot be replayed: its ${START_NAMES[other]} were others (${origin.start[other]}, here ${start?.[other]}). Load what it was trained with, and replay it again.`,
      );
    race.run(guard.report);
  }
  async function allowMemory(): Promise<void> {
    const { memory } = store.getState();
    if (!memory?.refusal?.guessed) return;
    await trainer.allowMemory(memory.total);
    store.setState({ memory: { ...memory, refusal: null } });
  }
  async function addFiles(files: readonly File[]): Promise<void> {
    await loader.addFiles(files);
    settingsStore.getState().change('dataset', 'files');
  }

  return {
    store,
    open: () => guarded(open),
    start: () => exclusively('preparing', start),
    pause: () => exclusively('pausing', pause),
    step: () => exclusively('stepping', step),
    profile: async (which) => {
      if (store.getState().activity)
        throw new ConfigurationError('profile', 'Another command is under way: wait for its end.');
      return guard.during('profiling', () => profile(which));
    },
    reset: () => exclusively('preparing', () => race.prepare()),
    replay: (run) => exclusively('preparing', () => replay(run)),
    resume: (engine) => exclusively('preparing', () => resume(engine)),
    discardInterrupted: () => guarded(discardInterrupted),
    downloadMnist: () => guarded(loader.download),
    allowMemory: () => guarded(allowMemory),
    cancelLoading: () => guarded(() => trainer.cancelLoading()),
    addFiles: (files) => guarded(() => addFiles(files)),
    clearFiles: loader.clearFiles,
    dismissError: (id) =>
      store.setState(({ errors }) => ({ errors: errors.filter((shown) => shown.id !== id) })),
  };
}
