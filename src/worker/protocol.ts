import type { Activation } from '../model/activation.ts';
import type { Algorithm } from '../model/algorithms.ts';
import type {
  ClassLabels,
  DatasetSource,
  PictureSize,
  Scaler,
  TableReading,
} from '../model/dataset.ts';
import type { InterruptedRace } from '../model/interruptedRace.ts';
import type { IterationProfile } from '../model/iterationProfile.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { MemoryEstimate } from '../model/memoryEstimate.ts';
import type { ReportedError } from '../model/reportedError.ts';
import type { RunEnd } from '../model/runEnd.ts';
import type { StartHashes } from '../model/startHashes.ts';
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
  readonly labels: ClassLabels;
}

/** Some training samples that are no pictures, as they stand in the file. */
export interface SampleTable {
  /** Names of the first features. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    /** Index into `classNames`. */
    readonly label: number;
    /** The first features, in float32. */
    readonly values: readonly number[];
  }[];
}

/** What was loaded, in the user's terms. */
export interface DatasetSummary {
  readonly name: string;
  readonly source: DatasetSource;
  /** One sentence when something other than what was asked for was loaded. */
  readonly notice: string | null;
  /** What was asked for can be downloaded: so many bytes, if the user says so; null where there is nothing to ask. */
  readonly downloadBytes: number | null;
  readonly trainCount: number;
  readonly testCount: number;
  readonly featureCount: number;
  readonly classNames: readonly string[];
  /** Training samples of each class. */
  readonly classCounts: readonly number[];
  /** Short SHA-256 of features, labels and split. */
  readonly hash: string;
  /** null where the samples are no pictures; then there is a table. */
  readonly thumbnails: Thumbnails | null;
  readonly table: SampleTable | null;
  /** How a CSV table was understood. */
  readonly reading: TableReading | null;
}

/** How fast both engines were in a product of matrices, in floating-point operations a second. */
export interface EngineComparison {
  /** The software that stands in for a GPU. */
  readonly adapter: string;
  readonly gpu: number;
  readonly cpu: number;
}

export interface DeviceSummary {
  readonly engine: 'gpu' | 'cpu';
  /** e.g. the adapter's name. */
  readonly description: string;
  readonly precision: 'float32' | 'float64';
  /** A software adapter: correct, but no faster than the CPU it runs on. */
  readonly software: boolean;
  /** Whether it tells how long each kernel took. */
  readonly timesKernels: boolean;
  /** Limits worth knowing, as name and value in words. */
  readonly limits: readonly (readonly [name: string, value: string])[];
  /** One sentence when the engine is not the one that was asked for. */
  readonly notice: string | null;
  /** What the choice between them followed where the GPU is software; null where nothing was compared. */
  readonly comparison: EngineComparison | null;
}

/** One algorithm's run in a race. */
export interface RunSummary {
  /** Of this run for ever; a race that is resumed has the runs that it had. */
  readonly key: string;
  /** The algorithm, with its seed where it is repeated. */
  readonly id: string;
  readonly algorithm: Algorithm;
  readonly name: string;
  /** Short hashes of what all runs of a race must share to be comparable. */
  readonly common: StartHashes;
  readonly iterations: number;
  /** Of W⁰ and of the order of the samples: repeats of an algorithm differ in it. */
  readonly seed: number;
}

export type RunState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | RunEnd;

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
  /** The engine failed. */
  | { readonly kind: 'fault'; readonly error: ReportedError }
  /** The worker is gone, with all that it held; another one has its place. */
  | { readonly kind: 'worker-lost'; readonly error: ReportedError }
  /** Something beside the training failed, which goes on. */
  | { readonly kind: 'warning'; readonly error: ReportedError };

export interface RaceStart {
  readonly race: number;
  readonly runs: readonly RunSummary[];
  readonly device: DeviceSummary;
}

/** What the page may ask of the worker. All promises reject with a ReportedError. */
export interface TrainerApi {
  /** Events arrive at most once a display frame, in order. */
  subscribe(listener: (events: readonly TrainerEvent[]) => void): Promise<void>;
  /**
   * Loads and prepares the data the settings name; files are used when `settings.dataset` is 'files'. Another server than
   * the page's own is asked only when the user said that it may be: `mayDownload` holds until a download is cancelled.
   */
  loadData(
    settings: Settings,
    files: readonly UserFile[],
    mayDownload?: boolean,
  ): Promise<DatasetSummary>;
  /** Stops a download; the load then goes on with synthetic digits and says so. */
  cancelLoading(): Promise<void>;
  /** Opens the engine without training: the device line is there before the first race. */
  openEngine(engine: Settings['engine']): Promise<DeviceSummary>;
  /** What a race with these settings on the loaded data would allocate on the engine that is open. */
  estimateMemory(settings: Settings): Promise<MemoryEstimate>;
  /** The user vouches for so many bytes: what needs no more is not refused for a guess, until the page is left. */
  allowMemory(bytes: number): Promise<void>;
  /**
   * Sets up a race on the loaded data, paused at iteration 0; a race under way is ended. The weights are used
   * when `settings.weights` is 'loaded'. Rejects, and allocates nothing, where its estimate is refused.
   */
  prepareRace(settings: Settings, loaded: StoredWeights | null): Promise<RaceStart>;
  /** The newest race that neither this page nor another one holds; null where there is none. */
  interruptedRace(): Promise<InterruptedRace | null>;
  /** What it was set up with; its own files where its data are the user's. */
  interruptedSettings(id: string): Promise<{ settings: Settings; files: readonly UserFile[] }>;
  /**
   * As `prepareRace`, with the runs where they were put away; on the engine of `settings`, which are otherwise its own.
   * Rejects when the loaded data are not those it was trained on, and when another tab has it.
   */
  resumeRace(id: string, engine: Settings['engine']): Promise<RaceStart>;
  /** Takes the stored race away; its curves stay with the page. */
  discardRace(id: string): Promise<void>;
  run(): Promise<void>;
  /** Resolves when nothing is in flight any more. */
  pause(): Promise<void>;
  /** One iteration of every run that is not finished. */
  step(): Promise<void>;
  /**
   * One iteration of one run, timed kernel by kernel. Rejects, and trains nothing, while the race runs, for a run that
   * has ended, and where the device does not time its kernels.
   */
  profile(run: string): Promise<IterationProfile>;
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

/** The weights of a run, and when they were read. */
export interface RunWeights extends StoredWeights {
  readonly iteration: number;
}

/** A network by itself: what it computes does not depend on how it was trained. */
export interface InspectedNetwork {
  readonly weights: StoredWeights;
  readonly activation: Activation;
}

export type DataPart = 'train' | 'test';

/** What the page needs to feed a network with inputs of its own. */
export interface InputSpace {
  readonly scaler: Scaler;
  /** null where the features are no picture. */
  readonly picture: PictureSize | null;
}

/** Some samples: as the networks read them, and as they were read. */
export interface InspectedSamples {
  /** `labels.length × featureCount`, scaled. */
  readonly features: Float32Array;
  /** The same between low and high of the scaler, as 0 to 255. */
  readonly grey: Uint8Array;
  readonly labels: ClassLabels;
}

/** What a network says of every sample of a part of the data, in their order. */
export interface Classification {
  readonly labels: ClassLabels;
  readonly predicted: ClassLabels;
  /** softmax(z_L) at the predicted class, and at the true one. */
  readonly confidence: Float32Array;
  readonly trueProbability: Float32Array;
}

/** How values are distributed: counts in bins of the same width from `low` to `high`. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: Uint32Array;
  /** Values that are exactly 0; where `zerosApart`, no bin has them. */
  readonly zeros: number;
  readonly zerosApart: boolean;
  readonly total: number;
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly greatest: number;
}

export interface LayerDistributions {
  /** a_l, or z_L for l = L. */
  readonly values: Histogram;
  /** z_l − W_l a_{l−1} − b_l; null where there is no z of its own. */
  readonly residual: Histogram | null;
  /** a_l − h(z_l), l < L; null where there is no a of its own. */
  readonly gap: Histogram | null;
}

export interface NetworkDistributions {
  /** Training samples that were looked at, evenly spread over all `sampleCount`. */
  readonly samples: number;
  readonly sampleCount: number;
  /** null: the values are a run's own z and a; else they are those of the forward pass, for this reason. */
  readonly why: 'no-run' | 'no-split' | 'in-training' | 'too-large' | null;
  /** Where they are a run's own: after which iteration. */
  readonly iteration: number | null;
  /** l = 1 … L. */
  readonly layers: readonly LayerDistributions[];
}

/**
 * What the page asks of trained networks. Inspections run beside the race, in slices; a newer one of the same kind ends
 * an older one, which then resolves to null. `dataHash` names the data the page means: they reject on others.
 */
export interface NetworkTrainer {
  /** The newest weights of a run of the race, by its id; waits for the iterations under way. */
  weightsOf(run: string): Promise<RunWeights>;
  inputSpace(dataHash: string): Promise<InputSpace>;
  samples(dataHash: string, part: DataPart, indices: readonly number[]): Promise<InspectedSamples>;
  classify(
    dataHash: string,
    network: InspectedNetwork,
    part: DataPart,
  ): Promise<Classification | null>;
  /** Of the run's own z and a where `run` is one of the race that has them and rests. */
  distributions(
    dataHash: string,
    network: InspectedNetwork,
    run: string | null,
  ): Promise<NetworkDistributions | null>;
}
