import { clear, createStore, entries, set, setMany, type UseStore } from 'idb-keyval';
import type { CellResult } from '../../sweep/cellResult.ts';
import { headOf, readSweep } from './storedSweep.ts';
import type { Sweep } from './sweepState.ts';

/** Where a sweep outlives the page. Its failures are the caller's to report: training needs none of it. */
export interface SweepStorage {
  read(): Promise<Sweep | null>;
  /** Begins a sweep; the one before is forgotten. */
  begin(sweep: Sweep): Promise<void>;
  addResult(run: number, result: CellResult): Promise<void>;
  forget(): Promise<void>;
}

const HEAD = 'sweep';

/**
 * The browser's IndexedDB: one entry for the plan and one a run, so that a result costs its own size and not that of
 * the sweep. Opened at first use: where there is no IndexedDB, or the user forbids it, everything rejects.
 */
export function browserSweepStorage(): SweepStorage {
  let opened: UseStore | undefined;
  const store = (): UseStore => {
    opened ??= createStore('dlam-lab-sweep', 'sweep');
    return opened;
  };
  return {
    read: async () => {
      const stored = new Map(await entries<IDBValidKey, unknown>(store()));
      const results = [...stored].filter(
        (entry): entry is [number, unknown] => typeof entry[0] === 'number',
      );
      return readSweep(stored.get(HEAD), new Map(results));
    },
    begin: async (sweep) => {
      await clear(store());
      await setMany([[HEAD, headOf(sweep)]], store());
    },
    addResult: async (run, result) => set(run, result, store()),
    forget: async () => clear(store()),
  };
}
