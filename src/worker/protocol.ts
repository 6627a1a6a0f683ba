import type { Algorithm } from '../model/algorithms.ts';
import type { DatasetSource } from '../model/dataset.ts';
import type { StopReason } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { StoredWeights } from '../model/storedWeights.ts';
import type { Settings } from '../settings/settings.ts';
import type { CellResult } from '../sweep/cellResult.ts';

/** A file the user chose: its name and its bytes. */
export interface UserFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface LoadProgress {
  /** What is being done, e.g. "train-images-idx3-ubyte.gz". */
  readonly stage: string;
  readonly receivedBytes: number;
  /** null where the server does not say. */
  readonly totalBytes: number | null;
}

/** Some samples as pictures, grey values 0–255. */
export interface Thumbnails {
  readonly width: number;
  readonly height: number;
  /** `labels.length × width·height`. */
  readonly pixels: Uint8Array;
  /** Index into `classNames`. */
  readonly labels: Uint8Array;
}

/** What was loaded, in the user's terms. */
export interface DatasetSummary {
  readonly name: string;
  readonly source: DatasetSource;
  /** One sentence when something other than what was asked for was loaded. */
  readonly notice: string | null;
  readonly trainCount: number;
  readonly testCount: number;
  readonly featureCount: number;
  readonly classNames: readonly string[];
  /** Training samples of each class. */
  readonly classCounts: readonly number[];
  /** Short SHA-256 of pixels, labels and split. */
  readonly hash: string;
  readonly thumbnails: Thumbnails;
}

export interface DeviceSummary {
  readonly engine: 'gpu' | 'cpu';
  /** e.g. the adapter's name. */
  readonly description: string;
  readonly precision: 'float32' | 'float64';
  /** A software adapter: correct, but no faster than the CPU it runs on. */
  readonly software: boolean;
  /** Limits worth knowing, as name and value in words. */
  readonly limits: readonly (readonly [name: string, value: string])[];
  /** One sentence when the engine is not the one that was asked for. */
  readonly notice: string | null;
}

/** One algorithm's run in a race. */
export interface RunSummary {
  /** The algorithm, with its seed where it is repeated. */
  readonly id: string;
  readonly algorithm: Algorithm;
  readonly name: string;
  /** Short hashes of what all runs of a race must share to be comparable. */
  readonly common: CommonStart;
  readonly iterations: number;
  /** Of W⁰ and of the order of the samples: repeats of an algorithm differ in it. */
  readonly seed: number;
}

/** Short SHA-256 hashes: equal hashes, equal bits. */
export interface CommonStart {
  /** W⁰ as float32. */
  readonly weights: string;
  /** Pixels, labels and split. */
  readonly data: string;
  /** The order of the training samples in the first passes over them; only mini-batches look at it. */
  readonly order: string;
}

/** An error as it crosses the worker's border. */
export interface ReportedError {
  readonly name: string;
  readonly label: string | null;
  readonly message: string;
}

export type RunState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished'; readonly reason: StopReason }
  | { readonly kind: 'failed'; readonly error: ReportedError };

/** What the worker tells the page; `race` is the number of the race, so that stale events can be dropped. */
export type TrainerEvent =
  | { readonly kind: 'device'; readonly device: DeviceSummary }
  | { readonly kind: 'load-progress'; readonly progress: LoadProgress }
  | {
      readonly kind: 'records';
      readonly race: number;
      readonly run: string;
      readonly records: readonly IterationRecord[];
    }
  | {
      readonly kind: 'run-state';
      readonly race: number;
      readonly run: string;
      readonly state: RunState;
    }
  | { readonly kind: 'fault'; readonly error: ReportedError };

export interface RaceStart {
  readonly race: number;
  readonly runs: readonly RunSummary[];
  readonly device: DeviceSummary;
}

/** What the page may ask of the worker. All promises reject with a ReportedError. */
export interface TrainerApi {
  /** Events arrive at most once a display frame, in order. */
  subscribe(listener: (events: readonly TrainerEvent[]) => void): Promise<void>;
  /** Loads and prepares the data the settings name; files are used when `settings.dataset` is 'files'. */
  loadData(settings: Settings, files: readonly UserFile[]): Promise<DatasetSummary>;
  /** Stops a download; the load then goes on with synthetic digits and says so. */
  cancelLoading(): Promise<void>;
  /** Opens the engine without training: the device line is there before the first race. */
  openEngine(engine: Settings['engine']): Promise<DeviceSummary>;
  /**
   * Sets up a race on the loaded data, paused at iteration 0; a race under way is ended. The weights are used
   * when `settings.weights` is 'loaded'.
   */
  prepareRace(settings: Settings, loaded: StoredWeights | null): Promise<RaceStart>;
  run(): Promise<void>;
  /** Resolves when nothing is in flight any more. */
  pause(): Promise<void>;
  /** One iteration of every run that is not finished. */
  step(): Promise<void>;
}

/** What a sweep asks of the worker beside that. Its runs and a race take turns on the one engine. */
export interface SweepTrainer {
  /**
   * Trains the settings' first algorithm on the loaded data to its end; a race is paused. null when it was cancelled,
   * by `cancelCell` or by a race that is set going. Rejects when the loaded data have another hash than `dataHash`.
   */
  trainCell(settings: Settings, dataHash: string): Promise<CellResult | null>;
  cancelCell(): Promise<void>;
}
