import type { IterationRecord } from '../../../model/iterationRecord.ts';
import type { RunStorage } from '../runStorage.ts';
import type { StoredHead } from '../storedRun.ts';

export interface MemoryRunStorage extends RunStorage {
  readonly heads: () => Promise<readonly StoredHead[]>;
  /** Makes every writing reject while it is set. */
  full: boolean;
  /** Number of records of every writing, in order. */
  readonly written: number[];
}

/** Stands in for IndexedDB in tests; like it, it keeps copies. */
export function memoryRunStorage(): MemoryRunStorage {
  const heads = new Map<string, StoredHead>();
  const records = new Map<string, IterationRecord[]>();
  const weights = new Map<string, Uint8Array>();
  const storage: MemoryRunStorage = {
    full: false,
    written: [],
    heads: async () => [...heads.values()],
    records: async (key) => [...(records.get(key) ?? [])],
    putHead: async (head) => {
      if (storage.full) throw new Error('The quota has been exceeded.');
      heads.set(head.key, structuredClone(head));
    },
    replaceRecords: async (key, replacing) => {
      if (storage.full) throw new Error('The quota has been exceeded.');
      records.set(key, structuredClone([...replacing]));
      storage.written.push(replacing.length);
    },
    addRecords: async (key, from, added) => {
      if (storage.full) throw new Error('The quota has been exceeded.');
      const before = records.get(key) ?? [];
      records.set(key, [...before.slice(0, from), ...structuredClone([...added])]);
      storage.written.push(added.length);
    },
    weights: async (key) => weights.get(key) ?? null,
    putWeights: async (key, file) => {
      weights.set(key, file);
    },
    hide: async (key) => {
      heads.delete(key);
    },
    remove: async (key) => {
      heads.delete(key);
      records.delete(key);
      weights.delete(key);
    },
  };
  return storage;
}
