import type {
  FeatureValues,
  LabelledSamples,
  PictureSize,
  RawDataset,
  TableReading,
} from '../model/dataset.ts';
import { visibleText } from '../model/readableText.ts';
import { classify, type GivenLabels } from './classes.ts';
import { asPictures } from './pictures.ts';
import { type SplitOptions, splitSamples } from './splitSamples.ts';

/** What a reader of user files found. */
export interface Found {
  /** The file with the training samples: it names the data set, and is blamed. */
  readonly fileName: string;
  /** One part, to be split, or training and test part; `values` are `labels.length × featureCount`. */
  readonly parts: readonly { readonly values: FeatureValues; readonly labels: GivenLabels }[];
  readonly featureCount: number;
  /** Of pictures, where the file says so. */
  readonly shape: PictureSize | null;
  readonly featureNames: readonly string[] | null;
  readonly reading: TableReading | null;
}

/** What the user's data set is called. */
export function titleOf(fileName: string): string {
  return `Your files (${visibleText(fileName)})`;
}

/** @throws DatasetFormatError for labels of one class; ConfigurationError for a share that leaves a part empty. */
export function datasetFromParts(found: Found, options: SplitOptions): RawDataset {
  const { fileName, parts, featureCount, featureNames, reading } = found;
  const { classes, labels } = classify(
    parts.map((part) => part.labels),
    fileName,
  );
  const pictured = asPictures(
    parts.map(({ values }) => values),
    featureCount,
    found.shape,
  );
  const [first, second] = labels.map(
    (partLabels, i): LabelledSamples => ({
      values: pictured.parts[i] as FeatureValues,
      labels: partLabels,
      count: partLabels.length,
      featureCount,
      picture: pictured.picture,
    }),
  ) as [LabelledSamples, LabelledSamples?];
  const { train, test } = second
    ? { train: first, test: second }
    : splitSamples(first, options.testShare, options.seed);
  const name = titleOf(fileName);
  return { name, source: 'user-files', train, test, classes, featureNames, reading };
}
