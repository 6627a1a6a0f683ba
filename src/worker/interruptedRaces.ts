import { ConfigurationError } from '../model/errors.ts';
import type { InterruptedRace } from '../model/interruptedRace.ts';
import type { Checkpoint } from '../record/checkpoint.ts';
import { readWhole } from './checkpointArrays.ts';
import { type FoundCheckpoint, findCheckpoint } from './checkpointFolder.ts';
import type { Pace } from './checkpointKeeper.ts';
import type { CheckpointFolder, CheckpointStore, RaceLocks } from './checkpointStore.ts';
import type { UserFile } from './protocol.ts';

/** Where races are put away, and who works on them. */
export interface Checkpoints {
  readonly store: CheckpointStore;
  readonly locks: RaceLocks;
  /** How often; as the keeper's own where it is left out. */
  readonly pace?: Pace;
}

/** A stored race that this session alone has. */
export interface TakenRace extends FoundCheckpoint {
  readonly id: string;
  readonly folder: CheckpointFolder;
  readonly release: () => void;
}

/** Races that were not resumed for so long are cleared away: they may be large. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/**
 * The newest race that nobody holds. What holds nothing that could be resumed is cleared away, and `warn` hears of it
 * where it once did.
 */
export async function newestInterrupted(
  { store, locks }: Checkpoints,
  warn: (error: unknown) => void,
): Promise<InterruptedRace | null> {
  const found: InterruptedRace[] = [];
  for (const id of await store.list()) {
    const release = await locks.take(id);
    if (!release) continue;
    try {
      const checkpoint = await findCheckpoint(await store.open(id)).then(
        (one) => one?.checkpoint ?? null,
        (error: unknown) => {
          warn(error);
          return null;
        },
      );
      if (checkpoint && Date.now() - Date.parse(checkpoint.savedAt) < KEPT_MS)
        found.push(described(id, checkpoint));
      else await store.remove(id);
    } finally {
      release();
    }
  }
  return found.toSorted((one, other) => other.savedAt.localeCompare(one.savedAt))[0] ?? null;
}

function described(id: string, { savedAt, settings, data, runs }: Checkpoint): InterruptedRace {
  return {
    id,
    savedAt,
    data: data.name,
    iterations: settings.iterations,
    runs: runs.map(({ key, algorithm, name, iteration, end }) => ({
      key,
      algorithm,
      name,
      iteration,
      over: end !== null,
    })),
  };
}

/** Takes a stored race for this session. @throws ConfigurationError where it is gone, or another tab has it */
export async function takeRace({ store, locks }: Checkpoints, id: string): Promise<TakenRace> {
  const release = await locks.take(id);
  if (!release)
    throw new ConfigurationError('race', 'Another tab has resumed this race: go on there.');
  try {
    const folder = await store.open(id);
    const found = await findCheckpoint(folder);
    if (found) return { id, folder, release, ...found };
    await store.remove(id);
    throw new ConfigurationError(
      'race',
      'The interrupted race is no longer stored: another tab discarded it. Start it again.',
    );
  } catch (error) {
    release();
    throw error;
  }
}

export async function readUserFiles({
  folder,
  checkpoint,
}: Pick<TakenRace, 'folder' | 'checkpoint'>): Promise<UserFile[]> {
  const files: UserFile[] = [];
  for (const file of checkpoint.userFiles)
    files.push({ name: file.name, bytes: await readWhole(folder, file) });
  return files;
}

/** Takes a stored race away. @throws ConfigurationError where another tab has it */
export async function discardRace({ store, locks }: Checkpoints, id: string): Promise<void> {
  const release = await locks.take(id);
  if (!release)
    throw new ConfigurationError('race', 'Another tab has resumed this race: end it there.');
  await store.remove(id).finally(release);
}
