import type { CheckpointFolder, CheckpointStore } from '../../src/worker/checkpointStore.ts';
import type { Checkpoints } from '../../src/worker/interruptedRaces.ts';

export interface MemoryCheckpoints extends Checkpoints {
  /** Bytes by folder and file. */
  readonly folders: Map<string, Map<string, Uint8Array<ArrayBuffer>>>;
  /** Called before every file that is written: where it throws, the file stays as it was. */
  beforeWriting: (file: string) => void;
  /** A session that was killed lets go of everything it held. */
  releaseAll(): void;
}

/** Stands in for the browser's private file system and its locks; like them, it keeps copies and outlives a session. */
export function memoryCheckpoints(): MemoryCheckpoints {
  const folders: MemoryCheckpoints['folders'] = new Map();
  const held = new Set<string>();
  const folderOf = (id: string): CheckpointFolder => {
    const files = () => folders.get(id) ?? new Map<string, Uint8Array<ArrayBuffer>>();
    return {
      list: async () => [...files().keys()],
      write: async (name, bytes) => {
        memory.beforeWriting(name);
        folders.get(id)?.set(name, bytes.slice());
      },
      read: async (name) => files().get(name)?.slice() ?? null,
      remove: async (names) => {
        for (const name of names) files().delete(name);
      },
    };
  };
  const store: CheckpointStore = {
    list: async () => [...folders.keys()],
    open: async (id) => {
      if (!folders.has(id)) folders.set(id, new Map());
      return folderOf(id);
    },
    remove: async (id) => {
      folders.delete(id);
    },
  };
  const memory: MemoryCheckpoints = {
    folders,
    store,
    beforeWriting: () => undefined,
    releaseAll: () => held.clear(),
    locks: {
      take: async (id) => {
        if (held.has(id)) return null;
        held.add(id);
        return () => held.delete(id);
      },
    },
  };
  return memory;
}
