import { createStore, type StoreApi } from 'zustand/vanilla';
import { RecordFormatError } from '../../model/errors.ts';
import { LARGEST_RECORD } from '../../model/fileLimits.ts';
import { readRecord } from '../../record/readRecord.ts';
import { freeLook } from '../charts/appearance.ts';
import type { Lab } from '../store/lab.ts';
import { allRuns, type LabRun, type RunMarks, withError, withMarks } from '../store/labState.ts';
import { withRaceRetired } from '../store/raceRuns.ts';
import { toReportedError } from '../store/reportedError.ts';
import { freeName } from '../store/runNames.ts';
import { keepWeights, type WeightsReader } from './keepWeights.ts';
import type { RunStorage } from './runStorage.ts';
import { saveRuns } from './saveRuns.ts';
import { headOf, keptRun } from './storedRun.ts';

/** How long a deletion can be taken back. */
export const UNDO_MS = 15_000;
/** Runs read from the storage between two drawings of the page. */
const RUNS_A_TURN = 4;

export interface LibraryState {
  /** The runs of an earlier visit are still being read. */
  readonly loading: boolean;
  /** Runs deleted a moment ago. */
  readonly deleted: readonly LabRun[];
}

/** Every run there is: kept by the browser, named, drawn and deleted by the user. */
export interface Library {
  readonly store: StoreApi<LibraryState>;
  change(key: string, marks: Partial<RunMarks>): void;
  /** Takes runs away; those of the race only once it is over. */
  remove(keys: readonly string[]): void;
  undo(): void;
  /** Adds the runs of record files, shown in the charts; a file that is none is reported, the others are added. */
  addRecords(files: readonly File[]): Promise<readonly LabRun[]>;
  /** The trained weights kept of a run, as a safetensors file; null where there are none. */
  weights(key: string): Promise<Uint8Array | null>;
}

export interface LibraryParts {
  readonly lab: Lab;
  readonly storage: RunStorage;
  readonly readWeights: WeightsReader;
}

/** Opens the library on what earlier visits kept; what cannot be read or written is reported, and training goes on. */
export function openLibrary({ lab, storage, readWeights }: LibraryParts): Library {
  const store = createStore<LibraryState>(() => ({ loading: true, deleted: [] }));
  const report = (reason: unknown) =>
    lab.store.setState((state) => withError(state, toReportedError(reason)));
  const saver = saveRuns(lab.store, storage, (reason) => report(notKept(reason)));
  keepWeights(lab.store, storage, readWeights, (reason) => report(notKept(reason)));
  let undoTimer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    try {
      const heads = await storage.heads();
      for (let first = 0; first < heads.length; first += RUNS_A_TURN) {
        const turn = heads.slice(first, first + RUNS_A_TURN);
        const runs = await Promise.all(
          turn.map(async (head) => keptRun(head, await storage.records(head.key))),
        );
        // A race that was resumed meanwhile has brought its runs along.
        const here = new Set(allRuns(lab.store.getState()).map(({ key }) => key));
        const readable = runs.filter((run) => run.count > 0 && !here.has(run.key));
        for (const run of readable) saver.known(run);
        lab.store.setState(({ kept }) => ({ kept: [...kept, ...readable] }));
      }
    } catch (reason) {
      report(notRead(reason));
    }
    store.setState({ loading: false });
  }

  /** The deleted runs are gone for good. */
  function purge(): void {
    clearTimeout(undoTimer);
    for (const { key } of store.getState().deleted) {
      saver.forget(key);
      storage.remove(key).catch((reason: unknown) => report(notKept(reason)));
    }
    store.setState({ deleted: [] });
  }

  async function addRecord(file: File): Promise<LabRun> {
    if (file.size > LARGEST_RECORD)
      throw new RecordFormatError(
        file.name,
        `${file.name}: it is larger than any run record (${LARGEST_RECORD / 2 ** 20} MiB at most). Drop a run record that this page exported.`,
      );
    const { name, origin, outcome, iterations } = readRecord(await file.text(), file.name);
    if (iterations.length === 0)
      throw new RecordFormatError(
        file.name,
        `${file.name}: its field "iterations" is empty. Export the run again once it has trained.`,
      );
    const looks = allRuns(lab.store.getState())
      .filter(({ marks }) => marks.shown)
      .map(({ marks }) => marks.look);
    const look = freeLook(origin.algorithm, looks);
    const key = crypto.randomUUID();
    const taken = new Set(allRuns(lab.store.getState()).map(({ marks }) => marks.name));
    const marks: RunMarks = { name: freeName(name, taken), look, shown: true, pinned: false };
    const run = keptRun({ key, marks, origin, outcome, replayOf: null }, iterations);
    lab.store.setState(({ kept }) => ({ kept: [run, ...kept] }));
    return run;
  }

  void load();
  // The last moment at which a page that is left can still write.
  addEventListener('pagehide', () => void saver.flush());

  return {
    store,
    change: (key, marks) => lab.store.setState((state) => withMarks(state, key, marks)),
    remove: (keys) => {
      purge();
      const { race } = lab.store.getState();
      if (race?.runs.some(({ key }) => keys.includes(key))) lab.store.setState(withRaceRetired);
      const deleted = lab.store.getState().kept.filter(({ key }) => keys.includes(key));
      lab.store.setState(({ kept }) => ({ kept: kept.filter((run) => !deleted.includes(run)) }));
      store.setState({ deleted });
      // At once: a page that is left has no time for it.
      for (const { key } of deleted) storage.hide(key).catch((reason) => report(notKept(reason)));
      undoTimer = setTimeout(purge, UNDO_MS);
    },
    undo: () => {
      clearTimeout(undoTimer);
      const { deleted } = store.getState();
      store.setState({ deleted: [] });
      for (const run of deleted)
        storage.putHead(headOf(run, Date.now())).catch((reason) => report(notKept(reason)));
      lab.store.setState(({ kept }) => ({
        kept: [...deleted, ...kept].toSorted((a, b) =>
          b.origin.startedAt.localeCompare(a.origin.startedAt),
        ),
      }));
    },
    addRecords: async (files) => {
      const added: LabRun[] = [];
      for (const file of files) {
        try {
          added.push(await addRecord(file));
        } catch (reason) {
          report(reason);
        }
      }
      return added;
    },
    weights: (key) => storage.weights(key),
  };
}

function notKept(reason: unknown): Error {
  return new Error(
    `The browser could not keep the runs (${toReportedError(reason).message}). Training goes on: export the records of runs that you need, or delete runs to make room.`,
    { cause: reason },
  );
}

function notRead(reason: unknown): Error {
  return new Error(
    `The runs of earlier visits could not be read (${toReportedError(reason).message}). Allow this page to store data, and reload it.`,
    { cause: reason },
  );
}
