/** The files of one race. Its failures reach the user: QuotaExceededError among them. */
export interface CheckpointFolder {
  list(): Promise<readonly string[]>;
  /** Writes a file as a whole, or leaves it as it was. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** null where there is no such file. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  remove(names: readonly string[]): Promise<void>;
}

/** Where races are put away, a folder for each. */
export interface CheckpointStore {
  list(): Promise<readonly string[]>;
  /** Made where it is missing. */
  open(id: string): Promise<CheckpointFolder>;
  remove(id: string): Promise<void>;
}

/** Who works on a race: a race that nobody holds was interrupted. */
export interface RaceLocks {
  /** Takes the race, and gives back how to let go of it; null where another tab has it. */
  take(id: string): Promise<(() => void) | null>;
}
