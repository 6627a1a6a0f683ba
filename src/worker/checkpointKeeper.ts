import { DeviceLostError } from '../model/errors.ts';
import { VERSION } from '../model/version.ts';
import type { Checkpoint, CheckpointArray, CheckpointRun } from '../record/checkpoint.ts';
import type { Settings } from '../settings/settings.ts';
import { arrayBytes, writeWhole } from './checkpointArrays.ts';
import { type FoundCheckpoint, putCheckpoint, recordBytes } from './checkpointFolder.ts';
import type { CheckpointFolder, CheckpointStore } from './checkpointStore.ts';
import type { UserFile } from './protocol.ts';
import type { RaceRun } from './raceRun.ts';

/** How often a race is put away; times in milliseconds. */
export interface Pace {
  /** A young race soon: it may be the first that this machine's GPU ever ran. */
  readonly first: number;
  /** At least so long after the last time. */
  readonly interval: number;
  /** Putting away takes at most this share of the time. */
  readonly share: number;
}
export const PACE: Pace = { first: 3000, interval: 10_000, share: 1 / 20 };
/** Where something could not be stored it is tried again after so long. */
const RETRY_MS = 60_000;

/** Ended by the engine, not by itself. */
function hasFailed({ end }: RaceRun): boolean {
  return end?.kind === 'failed' && end.error.name !== 'DivergenceError';
}

export interface KeptRace {
  readonly id: string;
  readonly settings: Settings;
  readonly data: Checkpoint['data'];
  /** The user's own files, where the data are theirs. */
  readonly userFiles: readonly UserFile[];
  /** What the engine's numbers are, exactly. */
  readonly type: CheckpointArray['type'];
  readonly pace: Pace;
  /** What was put away of it before it was resumed. */
  readonly former: FoundCheckpoint | null;
}

/** Puts a race away from time to time, so that it can be resumed after whatever ends it. */
export class CheckpointKeeper {
  readonly #store: CheckpointStore;
  readonly #race: KeptRace;
  readonly #report: (error: unknown) => void;
  #generation: number;
  #last: FoundCheckpoint | null;
  #dueAt: number;
  #reported = false;
  #stopped = false;

  /** `report` hears once why nothing can be stored. */
  constructor(store: CheckpointStore, race: KeptRace, report: (error: unknown) => void) {
    this.#store = store;
    this.#dueAt = performance.now() + race.pace.first;
    this.#race = race;
    this.#report = report;
    this.#generation = race.former?.generation ?? 0;
    this.#last = race.former;
  }

  get due(): boolean {
    return !this.#stopped && performance.now() >= this.#dueAt;
  }

  /** Puts the runs away as they are; none may have anything under way. Never rejects. */
  async save(runs: readonly RaceRun[]): Promise<void> {
    if (this.#stopped || (this.#last && runs.every((run) => this.#unchanged(run)))) return;
    const startedAt = performance.now();
    try {
      await this.#write(runs);
      const spent = performance.now() - startedAt;
      const { interval, share } = this.#race.pace;
      this.#dueAt = performance.now() + Math.max(interval, spent / share);
      this.#reported = false;
    } catch (error) {
      this.#dueAt = performance.now() + RETRY_MS;
      // The loss has its own report, and what was put away before it stays.
      if (error instanceof DeviceLostError || this.#reported) return;
      this.#reported = true;
      this.#report(error);
    }
  }

  /** Puts nothing away any more. */
  stop(): void {
    this.#stopped = true;
  }

  /** There is nothing left to resume. Never rejects. */
  async remove(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#generation === 0) return;
    await this.#store.remove(this.#race.id).catch(this.#report);
  }

  #former(id: string): CheckpointRun | null {
    return this.#last?.checkpoint.runs.find((run) => run.id === id) ?? null;
  }

  #unchanged({ summary, submitted, end }: RaceRun): boolean {
    const former = this.#former(summary.id);
    return former?.iteration === submitted && (former.end === null) === (end === null);
  }

  async #write(runs: readonly RaceRun[]): Promise<void> {
    const { settings, data, id } = this.#race;
    const folder = await this.#store.open(id);
    const generation = ++this.#generation;
    const written: CheckpointRun[] = [];
    try {
      const userFiles =
        this.#last?.checkpoint.userFiles ?? (await this.#writeUserFiles(folder, generation));
      for (const [index, run] of runs.entries()) {
        const own = await this.#writeRun(folder, run, `${generation}-${index}`);
        if (own) written.push(own);
      }
      const savedAt = new Date().toISOString();
      const checkpoint = { app: VERSION, savedAt, settings, data, userFiles, runs: written };
      await putCheckpoint(folder, checkpoint, generation);
      this.#last = { checkpoint, generation };
    } finally {
      await this.#clear(folder);
    }
  }

  async #writeUserFiles(folder: CheckpointFolder, generation: number) {
    const written: Checkpoint['userFiles'][number][] = [];
    for (const [index, { name, bytes }] of this.#race.userFiles.entries()) {
      // As for Blob: files and downloads are never shared memory.
      const content = bytes as Uint8Array<ArrayBuffer>;
      written.push({ name, ...(await writeWhole(folder, `${generation}-file-${index}`, content)) });
    }
    return written;
  }

  /** null where there is nothing that could be resumed. */
  async #writeRun(
    folder: CheckpointFolder,
    run: RaceRun,
    prefix: string,
  ): Promise<CheckpointRun | null> {
    const former = this.#former(run.summary.id);
    // What the engine failed at is not in the records: the state before is the last that is whole.
    if (former === null ? hasFailed(run) : hasFailed(run) || this.#unchanged(run)) return former;
    const { id, key, algorithm, name, seed, common: start } = run.summary;
    const { iteration, counters, cost, arrays } = run.snapshot();
    const { type } = this.#race;
    const written: CheckpointArray[] = [];
    for (const [index, array] of arrays.entries()) {
      const bytes = arrayBytes(await array.read(), type);
      const file = await writeWhole(folder, `${prefix}-${index}`, bytes);
      written.push({ name: array.name, type, shape: array.shape, ...file });
    }
    const records = await writeWhole(folder, `${prefix}-records`, recordBytes(run.records));
    const own = { id, key, algorithm, name, seed, start };
    const { end } = run;
    return { ...own, iteration, counters, cost, end, records, arrays: written };
  }

  /** Keeps the files of the newest checkpoint that is whole, and no others. */
  async #clear(folder: CheckpointFolder): Promise<void> {
    const last = this.#last;
    const used = new Set<string>();
    if (last) {
      const { runs, userFiles } = last.checkpoint;
      used.add(`${last.generation}.json`);
      for (const { file } of userFiles) used.add(file);
      for (const { records, arrays } of runs)
        for (const { file } of [records, ...arrays]) used.add(file);
    }
    await folder.remove((await folder.list()).filter((file) => !used.has(file)));
  }
}
