import type { Settings } from '../../settings/settings.ts';
import type { DatasetSummary, TrainerApi } from '../../worker/protocol.ts';
import { withRaceEnded } from '../store/labState.ts';
import type { LabStore } from '../store/labStore.ts';
import { dataKeyOf } from '../store/settingsStore.ts';

const FILES_MISSING =
  'This sweep trains on your own files, and they are not kept: put its settings into the form and choose the same files again.';

/** Whether two keys of data settings agree but for the version of the user's files; the hash tells about those. */
function namesSameData(key: string | null, other: string): boolean {
  const settingsPart = (text: string) => JSON.stringify(JSON.parse(text).slice(0, -1));
  return key !== null && settingsPart(key) === settingsPart(other);
}

/** Resolves when no load is under way on behalf of the form. */
function loadingEnded(lab: LabStore): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (lab.getState().loading !== null) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = lab.subscribe(look);
    look();
  });
}

/**
 * Has the worker hold the data that the settings name, and the page show them: the form's own data come back when a
 * race wants them. @throws ReportedError when they cannot be had.
 */
export async function provideData(
  trainer: TrainerApi,
  lab: LabStore,
  settings: Settings,
): Promise<DatasetSummary> {
  await loadingEnded(lab);
  const key = dataKeyOf(settings, 0);
  const { dataset: shown, datasetKey } = lab.getState();
  if (shown && namesSameData(datasetKey, key)) return shown;
  if (settings.dataset === 'files') throw new Error(FILES_MISSING);
  lab.setState({ loading: { progress: null } });
  try {
    const dataset = await trainer.loadData(settings, []);
    lab.setState({ dataset, datasetKey: key });
    return dataset;
  } finally {
    lab.setState({ loading: null });
  }
}

/** Opens the engine that the settings name; with another one the worker gives up the race it holds. */
export async function provideEngine(
  trainer: TrainerApi,
  lab: LabStore,
  { engine }: Settings,
): Promise<void> {
  const device = await trainer.openEngine(engine);
  lab.setState((state) => {
    const kept = state.race?.settings.engine === engine;
    return { ...(kept ? state : withRaceEnded(state)), device };
  });
}
