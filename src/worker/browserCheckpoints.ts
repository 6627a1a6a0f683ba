import type { CheckpointFolder, CheckpointStore, RaceLocks } from './checkpointStore.ts';

const FOLDER = 'checkpoints';

async function namesIn(directory: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of directory.keys()) names.push(name);
  return names;
}

function isMissing(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}

function folderOf(directory: FileSystemDirectoryHandle): CheckpointFolder {
  return {
    list: () => namesIn(directory),
    write: async (name, bytes) => {
      const handle = await directory.getFileHandle(name, { create: true });
      // What is written goes to a swap file, which takes the file's place when it is closed.
      const stream = await handle.createWritable();
      try {
        await stream.write(bytes);
        await stream.close();
      } catch (error) {
        await stream.abort().catch(() => undefined);
        throw error;
      }
    },
    read: async (name) => {
      try {
        const handle = await directory.getFileHandle(name);
        return new Uint8Array(await (await handle.getFile()).arrayBuffer());
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    remove: async (names) => {
      for (const name of names)
        await directory.removeEntry(name).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
    },
  };
}

/**
 * The browser's private file system (OPFS): large files without a copy in memory, and quick to write. Opened at first
 * use: where there is none, or the user forbids it, everything rejects.
 */
export function browserCheckpoints(): CheckpointStore {
  const root = async () => {
    const origin = await navigator.storage.getDirectory();
    return origin.getDirectoryHandle(FOLDER, { create: true });
  };
  return {
    list: async () => namesIn(await root()),
    open: async (id) => folderOf(await (await root()).getDirectoryHandle(id, { create: true })),
    remove: async (id) => {
      await (await root()).removeEntry(id, { recursive: true }).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
  };
}

/** Web Locks: the browser lets go of a lock whose tab or worker died. */
export function browserLocks(): RaceLocks {
  return {
    take: (id) =>
      new Promise((resolve, reject) => {
        navigator.locks
          .request(`dlam-lab race ${id}`, { ifAvailable: true }, (lock) => {
            if (!lock) return resolve(null);
            return new Promise<void>((release) => resolve(release));
          })
          .catch(reject);
      }),
  };
}
