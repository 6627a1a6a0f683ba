/** Where a data set came from, as shown to the user. */
export type DatasetSource = 'browser-cache' | 'app' | 'network' | 'user-files' | 'synthetic';

/** Samples as they were read: one row a sample, grey values 0–255, never scaled. */
export interface LabelledImages {
  /** `count × width·height`, row-major. */
  readonly pixels: Uint8Array;
  /** `count` class numbers, 0 ≤ label < classCount. */
  readonly labels: Uint8Array;
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

/** A complete data set before any subset is drawn: training and test samples of the same size. */
export interface RawDataset {
  readonly name: string;
  readonly source: DatasetSource;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly classCount: number;
}

/** One part of a prepared data set. */
export interface Samples {
  /** X, `count × featureCount`, row-major, scaled. */
  readonly features: Float32Array;
  /** Class index of each sample, 0 ≤ label < classCount (after class selection, renumbered). */
  readonly labels: Uint8Array;
  readonly count: number;
  /** Position of each sample in the raw part it came from: the way back to its picture. */
  readonly origin: Uint32Array;
}

/** What the optimisers train on: a scaled subset with its split. */
export interface Dataset {
  readonly name: string;
  readonly source: DatasetSource;
  readonly featureCount: number;
  readonly classCount: number;
  /** What each class index stands for, e.g. the digit. */
  readonly classNames: readonly string[];
  readonly train: Samples;
  readonly test: Samples;
}

/** Scaling of the inputs; the statistics are those of the training subset. */
export const INPUT_SCALINGS = ['unit', 'centred', 'standardised'] as const;
export type InputScaling = (typeof INPUT_SCALINGS)[number];
