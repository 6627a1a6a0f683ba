import type { LabelledImages, RawDataset } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { assembleDataset, type FromFile, labelledImages } from './assembleDataset.ts';
import { gunzip } from './gunzip.ts';
import { type IdxImages, type IdxKind, idxKind, parseIdxImages, parseIdxLabels } from './idx.ts';
import { splitSamples } from './splitSamples.ts';

/** A file as the user chose it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SplitOptions {
  /** Share of the samples held out when the files have no test part, between 0 and 1. */
  readonly testShare: number;
  /** Seeds the shuffle before that split. */
  readonly seed: number;
}

interface Recognised {
  readonly images: readonly FromFile<IdxImages>[];
  readonly labels: readonly FromFile<Uint8Array>[];
}

type Pair = FromFile<LabelledImages>;

/**
 * A data set from IDX files, gzipped or not, told apart by content. Two files are one set of
 * images with labels, split by a seeded shuffle; four are two such sets: the one with "t10k" or
 * "test" in its names is for testing, or without such names the smaller one.
 * @throws DatasetFormatError naming the file that is broken, missing its partner or of another size;
 * ConfigurationError for a test share that leaves a part empty.
 */
export async function datasetFromFiles(
  files: readonly NamedBytes[],
  options: SplitOptions,
): Promise<RawDataset> {
  const pairs = pairUp(await recognise(files));
  const [first, second] = pairs as [Pair, Pair | undefined];
  const name = `Your files (${first.name})`;
  if (!second) {
    const { train, test } = splitSamples(first.content, options.testShare, options.seed);
    const part = (content: LabelledImages): Pair => ({ name: first.name, content });
    return assembleDataset(name, 'user-files', part(train), part(test));
  }
  return assembleDataset(name, 'user-files', first, second);
}

async function recognise(files: readonly NamedBytes[]): Promise<Recognised> {
  const images: FromFile<IdxImages>[] = [];
  const labels: FromFile<Uint8Array>[] = [];
  for (const { name, bytes } of files) {
    const content = await gunzip(bytes, name);
    if (idxKind(content) === 'labels') {
      labels.push({ name, content: parseIdxLabels(content, name) });
    } else {
      // Whatever is neither fails here, in the words of the image parser.
      images.push({ name, content: parseIdxImages(content, name) });
    }
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
  const [trainImages, testImages] = inOrder(image, otherImage, (file) => file.content.count);
  const [trainLabels, testLabels] = inOrder(label, otherLabel, (file) => file.content.length);
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
  if (imageFiles.length + labelFiles.length === 0) {
    throw new DatasetFormatError(
      'files',
      'No file was chosen; choose IDX images and their labels.',
    );
  }
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
    `${name}: its ${lacking} are missing; choose each file of images together with its file of labels.`,
  );
}

/** Training file first: by name, else by size. */
function inOrder<T extends { readonly name: string }>(
  one: T,
  other: T,
  count: (file: T) => number,
): [train: T, test: T] {
  const oneIsTest = isTestName(one.name);
  if (oneIsTest !== isTestName(other.name)) return oneIsTest ? [other, one] : [one, other];
  if (count(one) !== count(other)) return count(one) > count(other) ? [one, other] : [other, one];
  throw new DatasetFormatError(
    other.name,
    `${one.name} and ${other.name}: neither name nor number of items tells which is for testing; put "train" and "test" into the names.`,
  );
}

function isTestName(name: string): boolean {
  return /t10k|test/i.test(name) && !/train/i.test(name);
}
