import { Random } from '../maths/random.ts';
import type {
  Dataset,
  InputScaling,
  LabelledImages,
  RawDataset,
  Samples,
} from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { applyScaler, fitScaler } from './scaling.ts';
import { sourcePixels } from './sourcePixels.ts';

/** Which samples of a raw data set take part, and how they are scaled. */
export interface Selection {
  readonly trainCount: number;
  readonly testCount: number;
  /** Labels that take part, in any order; in the data set they are numbered from 0 by size. */
  readonly classes: readonly number[];
  /** Seeds the shuffle. */
  readonly seed: number;
  /** The first samples of each file, or the first of a seeded shuffle. */
  readonly order: 'first' | 'shuffled';
  readonly scaling: InputScaling;
}

/**
 * Draws a subset and scales it by the statistics of its training samples. Where fewer samples exist
 * than asked for, all of them are taken: the counts of the result are what there is.
 * @throws ConfigurationError for counts below 1, classes that the data do not have, or none left.
 */
export function prepareDataset(raw: RawDataset, selection: Selection): Dataset {
  const classes = [...new Set(selection.classes)].sort((a, b) => a - b);
  checkClasses(classes, raw.classCount);
  const random = selection.order === 'shuffled' ? Random.fromSeed(selection.seed) : null;
  const trainOrigin = choose('train', raw.train, classes, selection.trainCount, random);
  const testOrigin = choose(
    'test',
    raw.test,
    classes,
    selection.testCount,
    random?.jumped() ?? null,
  );

  const featureCount = raw.train.width * raw.train.height;
  const trainPixels = sourcePixels(raw.train, trainOrigin);
  const scaler = fitScaler(trainPixels, trainOrigin.length, featureCount, selection.scaling);
  const part = (images: LabelledImages, origin: Uint32Array, pixels: Uint8Array): Samples => ({
    features: applyScaler(scaler, pixels),
    labels: Uint8Array.from(origin, (i) => classes.indexOf(images.labels[i] as number)),
    count: origin.length,
    origin,
  });
  return {
    name: raw.name,
    source: raw.source,
    featureCount,
    classCount: classes.length,
    classNames: classes.map(String),
    train: part(raw.train, trainOrigin, trainPixels),
    test: part(raw.test, testOrigin, sourcePixels(raw.test, testOrigin)),
  };
}

function checkClasses(classes: readonly number[], classCount: number): void {
  if (classes.length === 0) {
    throw new ConfigurationError('classes', 'No class is chosen; choose at least one.');
  }
  for (const label of classes) {
    if (!Number.isInteger(label) || label < 0 || label >= classCount) {
      throw new ConfigurationError(
        'classes',
        `The data have no class ${label}; their classes are 0 to ${classCount - 1}.`,
      );
    }
  }
}

/** Positions of the samples that take part, at most `count`. */
function choose(
  part: 'train' | 'test',
  images: LabelledImages,
  classes: readonly number[],
  count: number,
  random: Random | null,
): Uint32Array {
  const setting = `${part}Count`;
  if (!Number.isInteger(count) || count < 1) {
    throw new ConfigurationError(
      setting,
      `${setting} is ${count}; it must be a whole number from 1.`,
    );
  }
  const wanted = new Set(classes);
  const origin = Uint32Array.from(images.labels.keys()).filter((i) =>
    wanted.has(images.labels[i] as number),
  );
  if (origin.length === 0) {
    throw new ConfigurationError(
      'classes',
      `No ${part} sample is of class ${classes.join(', ')}; choose other classes.`,
    );
  }
  random?.shuffle(origin);
  return origin.slice(0, count);
}
