import { allRuns, type LabRun, lastRecord } from '../store/labState.ts';
import type { LabStore } from '../store/labStore.ts';
import type { RunStorage } from './runStorage.ts';
import { headOf } from './storedRun.ts';

/** New records wait so long for others before they are written; what changes otherwise is written sooner. */
const RECORDS_WAIT_MS = 2000;
const CHANGES_WAIT_MS = 200;

/** What is stored of a run already. */
interface Saved {
  readonly marks: LabRun['marks'];
  readonly state: LabRun['state'];
  /** Shared between all states of a run, until it is thinned out or resumed from an earlier iteration. */
  readonly records: LabRun['records'];
  readonly count: number;
}

/** Keeps the browser's storage in step with the page's runs. */
export interface RunSaver {
  /** The run comes from the storage: nothing of it has to be written. */
  known(run: LabRun): void;
  /** The run was removed from the storage. */
  forget(key: string): void;
  /** Writes what is new; resolves when it is stored, or could not be. */
  flush(): Promise<void>;
}

/** A run is kept from its first iteration on. */
function isWorthKeeping(run: LabRun): boolean {
  return (lastRecord(run)?.iteration ?? 0) > 0;
}

/**
 * Writes every run as it grows. `report` hears once why something could not be stored; later changes are tried again.
 */
export function saveRuns(
  store: LabStore,
  storage: RunStorage,
  report: (reason: unknown) => void,
): RunSaver {
  const saved = new Map<string, Saved>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let writing: Promise<void> | null = null;
  let reported = false;

  async function write(run: LabRun): Promise<void> {
    const { key, marks, state, records, count } = run;
    const before = saved.get(key);
    const anew = before !== undefined && before.records !== records;
    const from = before?.count ?? 0;
    if (!anew && before?.marks === marks && before.state === state && from === count) return;
    // The head comes first: records without one are cleared away when a page is opened.
    await storage.putHead(headOf(run, Date.now()));
    if (anew) await storage.replaceRecords(key, records.slice(0, count));
    else if (count > from) await storage.addRecords(key, from, records.slice(from, count));
    saved.set(key, { marks, state, records, count });
  }

  async function writeAll(): Promise<void> {
    for (const run of allRuns(store.getState())) if (isWorthKeeping(run)) await write(run);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
    // One after another: two would write the same records twice.
    while (writing) await writing;
    writing = writeAll()
      .then(() => {
        reported = false;
      })
      .catch((reason: unknown) => {
        if (!reported) report(reason);
        reported = true;
      })
      .finally(() => {
        writing = null;
      });
    await writing;
  }

  function wait(milliseconds: number): void {
    const at = performance.now() + milliseconds;
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => void flush(), milliseconds);
  }

  function waitFor(run: LabRun): void {
    if (!isWorthKeeping(run)) return;
    const before = saved.get(run.key);
    if (before?.marks !== run.marks || before.state !== run.state) wait(CHANGES_WAIT_MS);
    else if (before.records !== run.records || before.count !== run.count) wait(RECORDS_WAIT_MS);
  }

  store.subscribe((state, before) => {
    if (state.race !== before.race || state.kept !== before.kept)
      for (const run of allRuns(state)) waitFor(run);
  });
  return {
    known: ({ key, marks, state, records, count }) =>
      saved.set(key, { marks, state, records, count }),
    forget: (key) => saved.delete(key),
    flush,
  };
}
