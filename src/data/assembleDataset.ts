import type { DatasetSource, LabelledImages, RawDataset } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
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
): LabelledImages {
  const { count } = images.content;
  if (labels.content.length !== count) {
    throw new DatasetFormatError(
      labels.name,
      `${labels.name}: it holds ${labels.content.length} labels, but ${images.name} holds ${count} images. Choose files that belong together.`,
    );
  }
  return { ...images.content, labels: labels.content };
}

/** 1 + the largest label of both parts. */
export function countClasses(...parts: readonly LabelledImages[]): number {
  let largest = 0;
  for (const { labels } of parts) for (const label of labels) largest = Math.max(largest, label);
  return largest + 1;
}

/**
 * A data set of two parts, each with the name of its image file.
 * @throws DatasetFormatError naming the test images when their size is not that of the training images.
 */
export function assembleDataset(
  name: string,
  source: DatasetSource,
  train: FromFile<LabelledImages>,
  test: FromFile<LabelledImages>,
): RawDataset {
  const { width, height } = train.content;
  if (test.content.width !== width || test.content.height !== height) {
    throw new DatasetFormatError(
      test.name,
      `${test.name}: its images are ${test.content.width} × ${test.content.height} pixels, those of ${train.name} are ${width} × ${height}. Choose files that belong together.`,
    );
  }
  const classCount = countClasses(train.content, test.content);
  return { name, source, train: train.content, test: test.content, classCount };
}
