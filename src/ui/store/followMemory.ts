import type { TrainerApi } from '../../worker/protocol.ts';
import type { DataLoader } from './dataLoader.ts';
import type { LabState } from './labState.ts';
import type { LabStore } from './labStore.ts';
import type { SettingsStore } from './settingsStore.ts';

/** How long settings, data and engine rest before the memory is worked out anew. */
const SETTLE_MS = 250;
/** The first time fetches the code of the algorithms: the page is there before. */
const FIRST_MS = 3000;

/** Keeps the memory announced in step with the settings, the data loaded and the engine that is open. */
export function followMemory(
  trainer: TrainerApi,
  store: LabStore,
  settingsStore: SettingsStore,
  loader: DataLoader,
): void {
  let rest = FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked, so that an answer that was overtaken is dropped. */
  let question = 0;

  async function ask(): Promise<void> {
    rest = SETTLE_MS;
    const own = ++question;
    // Settings that cannot be prepared have no estimate: Start says what is wrong with them.
    const memory = await trainer
      .estimateMemory(settingsStore.getState().settings)
      .catch(() => null);
    if (own === question) store.setState({ memory });
  }

  function refresh(): void {
    clearTimeout(timer);
    const { device, dataset, datasetKey, memory } = store.getState();
    if (device && dataset && datasetKey === loader.wantedKey()) {
      timer = setTimeout(ask, rest);
      return;
    }
    // What is loaded is not what the form asks for: nobody knows yet how much that is.
    question++;
    if (memory) store.setState({ memory: null });
  }

  const subjects = ({ device, dataset, datasetKey }: LabState) => [device, dataset, datasetKey];
  store.subscribe((state, former) => {
    const before = subjects(former);
    if (subjects(state).some((subject, index) => subject !== before[index])) refresh();
  });
  settingsStore.subscribe((state, former) => {
    if (state.settings !== former.settings) refresh();
  });
  refresh();
}
