import type { ReportedError, TrainerApi, UserFile } from '../../worker/protocol.ts';
import type { LabStore } from './labStore.ts';
import { dataKeyOf, type SettingsStore } from './settingsStore.ts';

export interface DataLoader {
  /** Identifies the data the form asks for. */
  wantedKey(): string;
  /** Resolves when the data shown is that of the form; rejects when it cannot be had. */
  ensure(): Promise<void>;
  /** As `ensure`, unasked: neither waits for files nor tries the same settings twice. */
  follow(): Promise<void>;
  addFiles(files: readonly File[]): Promise<void>;
  clearFiles(): void;
}

const NO_FILES: ReportedError = {
  name: 'ConfigurationError',
  label: 'dataset',
  message: 'Choose your IDX files first, or pick another data set.',
};

/** Keeps the data in the worker in step with the form, one load at a time. */
export function createDataLoader(
  trainer: TrainerApi,
  store: LabStore,
  settingsStore: SettingsStore,
): DataLoader {
  const files = new Map<string, UserFile>();
  let filesVersion = 0;
  let underWay: Promise<void> | null = null;
  let attempted: string | null = null;

  const settings = () => settingsStore.getState().settings;
  const wantedKey = () => dataKeyOf(settings(), filesVersion);

  /** Loads until the settings no longer change under it. */
  async function load(): Promise<void> {
    while (store.getState().datasetKey !== wantedKey()) {
      const key = wantedKey();
      const chosen = settings();
      attempted = key;
      const used = chosen.dataset === 'files' ? [...files.values()] : [];
      store.setState({ loading: { progress: null } });
      const dataset = await trainer.loadData(chosen, used);
      store.setState({ dataset, datasetKey: key });
    }
  }

  function filesChanged(): void {
    filesVersion++;
    const list = [...files.values()].map(({ name, bytes }) => ({ name, size: bytes.byteLength }));
    store.setState({ files: list });
  }

  const filesMissing = () => settings().dataset === 'files' && files.size === 0;

  async function ensure(): Promise<void> {
    if (filesMissing()) throw NO_FILES;
    underWay ??= load().finally(() => {
      underWay = null;
      store.setState({ loading: null });
    });
    await underWay;
  }

  return {
    wantedKey,
    ensure,
    follow: async () => {
      if (!filesMissing() && attempted !== wantedKey()) await ensure();
    },
    addFiles: async (chosen) => {
      for (const file of chosen) {
        files.set(file.name, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      }
      filesChanged();
    },
    clearFiles: () => {
      files.clear();
      filesChanged();
    },
  };
}
