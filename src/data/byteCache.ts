import { createStore, get, set, type UseStore } from 'idb-keyval';

/** Where downloaded files are kept. Its failures are the caller's to ignore: it only saves time. */
export interface ByteCache {
  read(name: string): Promise<Uint8Array | undefined>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/**
 * Files in the browser's IndexedDB. It is preferred to the Cache API, which keeps responses with
 * headers; here bytes are all there is. Opened at first use: where there is no IndexedDB, or the
 * user forbids it, `read` and `write` reject.
 */
export function browserCache(): ByteCache {
  let opened: UseStore | undefined;
  const store = (): UseStore => {
    opened ??= createStore('dlam-lab', 'files');
    return opened;
  };
  return {
    read: async (name) => {
      const found: unknown = await get(name, store());
      return found instanceof Uint8Array ? found : undefined;
    },
    write: async (name, bytes) => set(name, bytes, store()),
  };
}
