import {
  createStore,
  delMany,
  get,
  getMany,
  keys,
  promisifyRequest,
  type UseStore,
} from 'idb-keyval';
import { ALGORITHMS } from '../../model/algorithms.ts';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import { readHead, readStretches, type StoredHead } from './storedRun.ts';

/** Where runs outlive the page. Its failures are the caller's to report: training needs none of it. */
export interface RunStorage {
  /** Newest first. What a removal left behind is cleared away. */
  heads(): Promise<readonly StoredHead[]>;
  records(key: string): Promise<IterationRecord[]>;
  putHead(head: StoredHead): Promise<void>;
  /** Appends; `from` is the number of records before them. */
  addRecords(key: string, from: number, records: readonly IterationRecord[]): Promise<void>;
  /** Puts other records in the place of all that there are, at once: whatever ends it leaves the former ones. */
  replaceRecords(key: string, records: readonly IterationRecord[]): Promise<void>;
  /** The trained weights as a safetensors file; null where none were kept. */
  weights(key: string): Promise<Uint8Array | null>;
  putWeights(key: string, file: Uint8Array): Promise<void>;
  /** The run is gone after a reload; `putHead` brings it back until `remove`. */
  hide(key: string): Promise<void>;
  remove(key: string): Promise<void>;
}

const HEAD = 'head/';
/** Positions are padded, so that the keys sort as the records do. */
const recordsKey = (key: string, from: number) => `records/${key}/${String(from).padStart(9, '0')}`;
const weightsKey = (key: string) => `weights/${key}`;

/** The runs of one race in the order in which races list them. */
function newestFirst({ origin: one }: StoredHead, { origin: other }: StoredHead): number {
  return (
    other.startedAt.localeCompare(one.startedAt) ||
    one.settings.seed - other.settings.seed ||
    ALGORITHMS.indexOf(one.algorithm) - ALGORITHMS.indexOf(other.algorithm)
  );
}

/**
 * The browser's IndexedDB: one entry for a run's head, one for each stretch of its records, one for its weights, so
 * that saving costs what is new. Opened at first use: where there is no IndexedDB, or the user forbids it, everything
 * rejects.
 */
export function browserRunStorage(): RunStorage {
  let opened: UseStore | undefined;
  const store = (): UseStore => {
    opened ??= createStore('dlam-lab-runs', 'runs');
    return opened;
  };
  const keysFrom = async (prefix: string): Promise<string[]> =>
    (await keys<IDBValidKey>(store()))
      .filter((key): key is string => typeof key === 'string' && key.startsWith(prefix))
      .toSorted();
  const edit = async (change: (entries: IDBObjectStore) => void): Promise<void> =>
    store()('readwrite', (entries) => {
      change(entries);
      // Not left to the browser, which commits once the page has heard of the change: a page that is left at once never does.
      entries.transaction.commit();
      return promisifyRequest(entries.transaction);
    });
  /** Records and weights without a head are those of a run that was deleted as the page was left. */
  const clearOrphans = async (heads: readonly string[]): Promise<void> => {
    const kept = new Set(heads.map((key) => key.slice(HEAD.length)));
    const parts = [...(await keysFrom('records/')), ...(await keysFrom('weights/'))];
    const orphans = parts.filter((key) => !kept.has(key.split('/')[1] ?? ''));
    if (orphans.length > 0) await delMany(orphans, store());
  };
  return {
    heads: async () => {
      const found = await keysFrom(HEAD);
      await clearOrphans(found);
      const stored = await getMany<unknown>(found, store());
      const heads = stored.map(readHead).filter((head) => head !== null);
      return heads.toSorted(newestFirst);
    },
    records: async (key) => {
      const found = await keysFrom(`records/${key}/`);
      return readStretches(await getMany<unknown>(found, store()));
    },
    putHead: (head) => edit((entries) => entries.put(head, HEAD + head.key)),
    addRecords: (key, from, records) =>
      edit((entries) => entries.put([...records], recordsKey(key, from))),
    replaceRecords: (key, records) =>
      edit((entries) => {
        entries.delete(IDBKeyRange.bound(`records/${key}/`, `records/${key}/\uffff`));
        entries.put([...records], recordsKey(key, 0));
      }),
    weights: async (key) => {
      const found: unknown = await get(weightsKey(key), store());
      return found instanceof Uint8Array ? found : null;
    },
    putWeights: (key, file) => edit((entries) => entries.put(file, weightsKey(key))),
    hide: (key) => edit((entries) => entries.delete(HEAD + key)),
    remove: async (key) =>
      delMany([HEAD + key, weightsKey(key), ...(await keysFrom(`records/${key}/`))], store()),
  };
}
