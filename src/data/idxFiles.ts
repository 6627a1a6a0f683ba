import type { LabelledSamples, RawDataset } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { assembleImages, type FromFile, labelledImages } from './assembleDataset.ts';
import { classify } from './classes.ts';
import { titleOf } from './datasetFromParts.ts';
import { type IdxImages, type IdxKind, idxKind, parseIdxImages, parseIdxLabels } from './idx.ts';
import type { NamedBytes } from './namedBytes.ts';
import { type SplitOptions, splitSamples } from './splitSamples.ts';
import { trainingFirst } from './trainingFirst.ts';

interface Recognised {
  readonly images: readonly FromFile<IdxImages>[];
  readonly labels: readonly FromFile<Uint8Array>[];
}

type Pair = FromFile<LabelledSamples>;

/**
 * A data set from unzipped IDX files. Two are one set of images with labels, split by a seeded shuffle; four are two
 * such sets: the one with "t10k" or "test" in its names is for testing, or without such names the smaller one.
 * @throws DatasetFormatError naming the file that is broken, missing its partner or of another size;
 * ConfigurationError for a test share that leaves a part empty.
 */
export function datasetFromIdx(files: readonly NamedBytes[], options: SplitOptions): RawDataset {
  const pairs = pairUp(recognise(files));
  const [first, second] = pairs as [Pair, Pair | undefined];
  const occurring = pairs.map(({ content }) => content.labels);
  const { classes } = classify(occurring, first.name);
  const [train, test] = second ? [first, second] : splitPair(first, options);
  return assembleImages(titleOf(first.name), 'user-files', train, test, classes);
}

function splitPair({ name, content }: Pair, { testShare, seed }: SplitOptions): [Pair, Pair] {
  const { train, test } = splitSamples(content, testShare, seed);
  return [
    { name, content: train },
    { name, content: test },
  ];
}

function recognise(files: readonly NamedBytes[]): Recognised {
  const images: FromFile<IdxImages>[] = [];
  const labels: FromFile<Uint8Array>[] = [];
  for (const { name, bytes } of files) {
    if (idxKind(bytes) === 'labels') labels.push({ name, content: parseIdxLabels(bytes, name) });
    // Whatever is neither fails here, in the words of the image parser.
    else images.push({ name, content: parseIdxImages(bytes, name) });
  }
  return { images, labels };
}

/** One pair, or the training pair and the test pair. */
function pairUp(recognised: Recognised): Pair[] {
  checkNumbers(recognised);
  const { images, labels } = recognised;
  const [image, otherImage] = images as [FromFile<IdxImages>, FromFile<IdxImages> | undefined];
  const [label, otherLabel] = labels as [FromFile<Uint8Array>, FromFile<Uint8Array> | undefined];
  if (!otherImage || !otherLabel) return [pair(image, label)];
  const [trainImages, testImages] = trainingFirst(image, otherImage, (file) => file.content.count);
  const [trainLabels, testLabels] = trainingFirst(label, otherLabel, (file) => file.content.length);
  return [pair(trainImages, trainLabels), pair(testImages, testLabels)];
}

function pair(images: FromFile<IdxImages>, labels: FromFile<Uint8Array>): Pair {
  return { name: images.name, content: labelledImages(images, labels) };
}

interface Counted {
  readonly name: string;
  readonly count: number;
}

function checkNumbers({ images, labels }: Recognised): void {
  const imageFiles = images.map(({ name, content }) => ({ name, count: content.count }));
  const labelFiles = labels.map(({ name, content }) => ({ name, count: content.length }));
  const surplus = imageFiles[2] ?? labelFiles[2];
  if (surplus) {
    throw new DatasetFormatError(
      surplus.name,
      `${surplus.name}: this is a third file of its kind; choose at most two files of images and two of labels.`,
    );
  }
  if (imageFiles.length > labelFiles.length) throw withoutPartner(imageFiles, labelFiles, 'labels');
  if (labelFiles.length > imageFiles.length) throw withoutPartner(labelFiles, imageFiles, 'images');
}

/** Blames the file that no partner has the count of, else the last one. */
function withoutPartner(
  files: readonly Counted[],
  partners: readonly Counted[],
  lacking: IdxKind,
): DatasetFormatError {
  const isAlone = ({ count }: Counted) => !partners.some((partner) => partner.count === count);
  const { name } = (files.find(isAlone) ?? files.at(-1)) as Counted;
  return new DatasetFormatError(
    name,
    `${name}: its ${lacking} are missing; choose their file too, each file of images together with its file of labels.`,
  );
}
