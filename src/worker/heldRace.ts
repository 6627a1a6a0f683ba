import type { Settings } from '../settings/settings.ts';
import { reportError } from '../training/reportError.ts';
import { CheckpointKeeper, PACE } from './checkpointKeeper.ts';
import type { LoadedDataset } from './datasetLoader.ts';
import type { Engine } from './engine.ts';
import type { Checkpoints, TakenRace } from './interruptedRaces.ts';
import type { TrainerEvent } from './protocol.ts';

/** A race that this session alone puts away. */
export interface HeldRace {
  readonly keeper: CheckpointKeeper;
  /** Lets go of it as it was put away last: it can be resumed. */
  release(): void;
  /** It was ended on purpose: nothing is kept of it, unless it was let go of before. */
  discard(): Promise<void>;
}

interface Held {
  readonly settings: Settings;
  readonly loaded: LoadedDataset;
  readonly engine: Engine;
  /** Tells the page why nothing can be put away; training goes on. */
  readonly emit: (event: TrainerEvent) => void;
}

/** Takes a race for this session: a new one, or `former`. null where the browser allows none of it. */
export async function holdRace(
  { store, locks, pace = PACE }: Checkpoints,
  former: TakenRace | null,
  { settings, loaded, engine, emit }: Held,
): Promise<HeldRace | null> {
  const id = former?.id ?? crypto.randomUUID();
  const unlock = former?.release ?? (await locks.take(id).catch(() => null));
  if (!unlock) return null;
  const { summary, files } = loaded;
  const data = { name: summary.name, hash: summary.hash };
  const type = engine.device.precision === 'float64' ? ('F64' as const) : ('F32' as const);
  const race = { id, pace, settings, data, userFiles: files, type, former };
  const keeper = new CheckpointKeeper(store, race, (error) =>
    emit({ kind: 'warning', error: reportError(notStored(error)) }),
  );
  let released = false;
  return {
    keeper,
    release: () => {
      released = true;
      keeper.stop();
      unlock();
    },
    discard: async () => {
      if (released) return;
      released = true;
      await keeper.remove();
      unlock();
    },
  };
}

function notStored(cause: unknown): Error {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  const why =
    name === 'QuotaExceededError' ? 'the browser gives this page no more storage' : message;
  return new Error(
    `The race cannot be put away (${why}). Training goes on, but an interrupted race would have to begin again: delete runs, or train with fewer samples.`,
    { cause },
  );
}
