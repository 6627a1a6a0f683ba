import type { ColumnScale } from './scaleColumns.ts';

/** Where a data set came from, as shown to the user. */
export type DatasetSource = 'browser-cache' | 'app' | 'network' | 'user-files' | 'synthetic';

/** Features as they were read: bytes are grey values 0–255, floats are on the scale of the file. */
export type FeatureValues = Uint8Array | Float32Array;

/** Whole numbers that stand for classes: bytes where all are below 256, else 16 bits. */
export type ClassLabels = Uint8Array | Uint16Array;

/** The size of samples that are pictures. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Samples as they were read: one row a sample, never scaled. */
export interface LabelledSamples {
  /** `count × featureCount`, row-major; pictures row by row. */
  readonly values: FeatureValues;
  /** `count` labels, each that of one of the data set's classes. */
  readonly labels: ClassLabels;
  readonly count: number;
  readonly featureCount: number;
  /** null where the features are no picture. */
  readonly picture: PictureSize | null;
}

export interface RawClass {
  readonly label: number;
  /** What the class is called, e.g. "7" or "setosa". */
  readonly name: string;
}

/** How a table of text was understood, for the user to check. */
export interface TableReading {
  /** Columns of the file, label included. */
  readonly columnCount: number;
  /** From 1. */
  readonly labelColumn: number;
  readonly labelName: string | null;
  /** Why that column: its name, its words, its few whole numbers, or the user's choice. */
  readonly labelFoundBy: 'name' | 'words' | 'few-values' | 'choice';
  readonly hasHeader: boolean;
  /** The first column only counts the rows and is no feature. */
  readonly rowNumbersLeftOut: boolean;
}

/** A complete data set before any subset is drawn: training and test samples of the same kind. */
export interface RawDataset {
  readonly name: string;
  readonly source: DatasetSource;
  readonly train: LabelledSamples;
  readonly test: LabelledSamples;
  /** By ascending label. */
  readonly classes: readonly RawClass[];
  /** Where the file names them. */
  readonly featureNames: readonly string[] | null;
  /** null where the file was no table. */
  readonly reading: TableReading | null;
}

/** One part of a prepared data set. */
export interface Samples {
  /** X, `count × featureCount`, row-major, scaled. */
  readonly features: Float32Array;
  /** X before it was scaled, where it was grey values. */
  readonly bytes: Uint8Array | null;
  /** Class index of each sample, 0 ≤ label < classCount (after class selection, renumbered). */
  readonly labels: ClassLabels;
  readonly count: number;
  /** Position of each sample in the raw part it came from: the way back to its picture. */
  readonly origin: Uint32Array;
}

/** How features as read become inputs: x = (value − offset)·factor, feature by feature. */
export interface Scaler extends ColumnScale {
  readonly scaling: InputScaling;
  /** The range of the features: 0 and 255 for grey values, else the extremes of the training samples. */
  readonly low: number;
  readonly high: number;
}

/** What the optimisers train on: a scaled subset with its split. */
export interface Dataset {
  readonly name: string;
  readonly source: DatasetSource;
  readonly featureCount: number;
  readonly classCount: number;
  /** What each class index stands for, e.g. the digit. */
  readonly classNames: readonly string[];
  /** What scaled both parts. */
  readonly scaler: Scaler;
  /** null where the features are no picture. */
  readonly picture: PictureSize | null;
  readonly train: Samples;
  readonly test: Samples;
}

/** Scaling of the inputs; the statistics are those of the training subset. */
export const INPUT_SCALINGS = ['unit', 'centred', 'standardised'] as const;
export type InputScaling = (typeof INPUT_SCALINGS)[number];
