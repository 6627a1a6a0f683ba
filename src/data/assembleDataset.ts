import type {
  ClassLabels,
  DatasetSource,
  LabelledSamples,
  RawClass,
  RawDataset,
} from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { numberedClasses } from './classes.ts';
import type { IdxImages } from './idx.ts';

/** Something read from a file, with the name to blame. */
export interface FromFile<T> {
  readonly name: string;
  readonly content: T;
}

/**
 * Images with their labels.
 * @throws DatasetFormatError naming the label file when there is not one label an image.
 */
export function labelledImages(
  images: FromFile<IdxImages>,
  labels: FromFile<Uint8Array>,
): LabelledSamples {
  const { pixels, count, width, height } = images.content;
  if (labels.content.length !== count) {
    throw new DatasetFormatError(
      labels.name,
      `${labels.name}: it holds ${labels.content.length} labels, but ${images.name} holds ${count} images. Choose files that belong together.`,
    );
  }
  return {
    values: pixels,
    labels: labels.content,
    count,
    featureCount: width * height,
    picture: { width, height },
  };
}

/** Classes 0 … the largest label of the parts, whether or not each occurs. */
export function classesUpToLargest(...parts: readonly ClassLabels[]): RawClass[] {
  let largest = 0;
  for (const labels of parts) for (const label of labels) largest = Math.max(largest, label);
  return numberedClasses(largest + 1);
}

/**
 * A data set of pictures in two parts, each with the name of its image file.
 * @throws DatasetFormatError naming the test images when their size is not that of the training images.
 */
export function assembleImages(
  name: string,
  source: DatasetSource,
  train: FromFile<LabelledSamples>,
  test: FromFile<LabelledSamples>,
  classes: readonly RawClass[],
): RawDataset {
  const [wanted, found] = [train, test].map(({ content }) =>
    content.picture ? `${content.picture.width} × ${content.picture.height}` : '',
  );
  if (wanted !== found) {
    throw new DatasetFormatError(
      test.name,
      `${test.name}: its images are ${found} pixels, those of ${train.name} are ${wanted}. Choose files that belong together.`,
    );
  }
  const { content } = train;
  const unnamed = { featureNames: null, reading: null };
  return { name, source, train: content, test: test.content, classes, ...unnamed };
}
