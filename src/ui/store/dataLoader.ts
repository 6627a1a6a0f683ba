import type { ReportedError } from '../../model/reportedError.ts';
import type { TrainerApi, UserFile } from '../../worker/protocol.ts';
import { FILE_PROBLEM, fileProblem, isIdxName, readFiles } from './chosenFiles.ts';
import type { LabStore } from './labStore.ts';
import { dataKeyOf, type SettingsStore } from './settingsStore.ts';

export interface DataLoader {
  /** Identifies the data the form asks for. */
  wantedKey(): string;
  /** Resolves when the data shown is that of the form; rejects when it cannot be had. */
  ensure(): Promise<void>;
  /** As `ensure`, unasked: neither waits for files nor tries the same settings twice. */
  follow(): Promise<void>;
  /** Loads the data of the form once more, and lets them come from the network. */
  download(): Promise<void>;
  /** Loads what was loaded once more, for a worker that knows nothing of it. */
  reload(): Promise<void>;
  /** Reads files as a data set at once. Rejects where they are none, and then everything stays as it was. */
  addFiles(files: readonly File[]): Promise<void>;
  /** As `addFiles`, with files that were read before. */
  takeFiles(files: readonly UserFile[]): Promise<void>;
  clearFiles(): void;
}

const NO_FILES: ReportedError = {
  name: 'ConfigurationError',
  label: 'dataset',
  message: 'Choose your files first, or pick another data set.',
};

/** Chosen files that are no data set yet: their partners, or another setting, may make them one. */
interface Unread {
  readonly files: readonly UserFile[];
  /** The data settings that they were tried with. */
  readonly key: string;
}

/** Keeps the data in the worker in step with the form, one load at a time. */
export function createDataLoader(
  trainer: TrainerApi,
  store: LabStore,
  settingsStore: SettingsStore,
): DataLoader {
  /** Those of the data set that was read last. */
  let files: readonly UserFile[] = [];
  let filesVersion = 0;
  let unread: Unread | null = null;
  let underWay: Promise<void> | null = null;
  let attempted: string | null = null;

  const settings = () => settingsStore.getState().settings;
  const wantedKey = () => dataKeyOf(settings(), filesVersion);
  const filesMissing = () => settings().dataset === 'files' && files.length === 0;
  const settled = () => underWay?.catch(() => undefined);

  /** One task after the other, with the page showing that something is loaded. */
  async function alone(task: () => Promise<void>): Promise<void> {
    while (underWay) await settled();
    store.setState({ loading: { progress: null } });
    underWay = task().finally(() => {
      underWay = null;
      store.setState({ loading: null });
    });
    await underWay;
  }

  /** Loads until the settings no longer change under it. */
  async function load(mayDownload = false): Promise<void> {
    while (store.getState().datasetKey !== wantedKey()) {
      const key = wantedKey();
      const chosen = settings();
      attempted = key;
      const dataset = await trainer.loadData(
        chosen,
        chosen.dataset === 'files' ? files : [],
        mayDownload,
      );
      store.setState({ dataset, datasetKey: key });
    }
  }

  async function ensure(): Promise<void> {
    if (filesMissing()) throw NO_FILES;
    if (store.getState().datasetKey === wantedKey() && !underWay) return;
    await alone(load);
  }

  /** The files become the user's data set, unless they cannot be read. */
  async function adopt(candidate: readonly UserFile[]): Promise<void> {
    const chosen = { ...settings(), dataset: 'files' } as const;
    unread = { files: candidate, key: dataKeyOf(chosen, 0) };
    const dataset = await trainer.loadData(chosen, candidate).catch((reason: unknown) => {
      throw fileProblem(reason);
    });
    unread = null;
    files = candidate;
    filesVersion++;
    const datasetKey = dataKeyOf(chosen, filesVersion);
    attempted = datasetKey;
    const list = files.map(({ name, bytes }) => ({ name, size: bytes.byteLength }));
    // What was wrong with files chosen before is mended.
    const errors = store.getState().errors.filter(({ error }) => error.name !== FILE_PROBLEM);
    store.setState({ dataset, datasetKey, files: list, errors });
  }

  /** By themselves, or else together with the IDX files that waited for partners. */
  async function adoptChosen(chosen: readonly UserFile[]): Promise<void> {
    const waiting = unread?.files ?? [];
    try {
      await adopt(chosen);
    } catch (reason) {
      const partners = waiting.filter(({ name }) => chosen.every((file) => file.name !== name));
      const together = [...partners, ...chosen];
      if (partners.length === 0 || !together.every(({ name }) => isIdxName(name))) throw reason;
      await adopt(together);
    }
  }

  return {
    wantedKey,
    ensure,
    follow: async () => {
      const tried = unread;
      if (tried && settings().dataset === 'files' && tried.key !== dataKeyOf(settings(), 0))
        await alone(() => adopt(tried.files));
      if (!filesMissing() && attempted !== wantedKey()) await ensure();
    },
    download: () =>
      alone(() => {
        store.setState({ datasetKey: null });
        return load(true);
      }),
    reload: async () => {
      if (!filesMissing()) await ensure();
    },
    addFiles: async (chosen) => {
      if (chosen.length === 0) return;
      const named = await readFiles(chosen);
      await alone(() => adoptChosen(named));
    },
    takeFiles: (chosen) => alone(() => adopt(chosen)),
    clearFiles: () => {
      files = [];
      unread = null;
      filesVersion++;
      store.setState({ files: [] });
    },
  };
}
