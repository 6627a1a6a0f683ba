import { Random } from '../maths/random.ts';
import type {
  ClassLabels,
  Dataset,
  FeatureValues,
  InputScaling,
  LabelledSamples,
  RawClass,
  RawDataset,
  Samples,
} from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { scaleColumns } from '../model/scaleColumns.ts';
import { labelArray } from './classes.ts';
import { fitScaler } from './scaling.ts';
import { sourceValues } from './sourceValues.ts';

/** Which samples of a raw data set take part, and how they are scaled. */
export interface Selection {
  readonly trainCount: number;
  readonly testCount: number;
  /** Labels that take part, in any order; in the data set they are numbered from 0 by size. None: all. */
  readonly classes: readonly number[];
  /** Seeds the shuffle. */
  readonly seed: number;
  /** The first samples of each file, or the first of a seeded shuffle. */
  readonly order: 'first' | 'shuffled';
  readonly scaling: InputScaling;
}

/** Entries of the largest matrix of inputs or targets: 1 GiB of float32. */
const LARGEST_MATRIX = 2 ** 28;

/** More classes than these are not listed in an error. */
const NAMES_LISTED = 10;

/**
 * Draws a subset and scales it by the statistics of its training samples. Where fewer samples exist
 * than asked for, all of them are taken: the counts of the result are what there is.
 * @throws ConfigurationError for counts below 1, classes that the data do not have, none left, or matrices too large.
 */
export function prepareDataset(raw: RawDataset, selection: Selection): Dataset {
  const classes = chosenClasses(raw.classes, selection.classes);
  const indices = new Map(classes.map(({ label }, index) => [label, index]));
  const random = selection.order === 'shuffled' ? Random.fromSeed(selection.seed) : null;
  const trainOrigin = choose('train', raw.train, indices, selection.trainCount, random);
  const testOrigin = choose(
    'test',
    raw.test,
    indices,
    selection.testCount,
    random?.jumped() ?? null,
  );
  checkSizes('train', trainOrigin.length, raw.train.featureCount, classes.length);
  checkSizes('test', testOrigin.length, raw.test.featureCount, classes.length);

  const { featureCount } = raw.train;
  const trainValues = sourceValues(raw.train, trainOrigin);
  const scaler = fitScaler(trainValues, trainOrigin.length, featureCount, selection.scaling);
  const part = (from: LabelledSamples, origin: Uint32Array, values: FeatureValues): Samples => ({
    features: scaleColumns(values, scaler),
    bytes: values instanceof Uint8Array ? values : null,
    labels: renumber(from.labels, origin, indices),
    count: origin.length,
    origin,
  });
  return {
    name: raw.name,
    source: raw.source,
    featureCount,
    classCount: classes.length,
    classNames: classes.map(({ name }) => name),
    scaler,
    picture: raw.train.picture,
    train: part(raw.train, trainOrigin, trainValues),
    test: part(raw.test, testOrigin, sourceValues(raw.test, testOrigin)),
  };
}

/** The classes of these labels, or all where there are none. */
function chosenClasses(known: readonly RawClass[], labels: readonly number[]): RawClass[] {
  for (const label of labels) {
    if (known.some((one) => one.label === label)) continue;
    throw new ConfigurationError(
      'classes',
      `The data have no class ${label}; their classes are ${listed(known)}. Leave the classes empty to take all.`,
    );
  }
  const wanted = new Set(labels);
  return known.filter(({ label }) => wanted.size === 0 || wanted.has(label));
}

/** "0 to 9" where the numbers have no gaps and are their own names, else one by one: "0 (setosa), 1 (virginica)". */
function listed(classes: readonly RawClass[]): string {
  const plain = classes.every(
    ({ label, name }, i) => name === String(label) && label === (classes[0]?.label ?? 0) + i,
  );
  if (plain) return `${classes[0]?.label} to ${classes.at(-1)?.label}`;
  const words = classes
    .slice(0, NAMES_LISTED)
    .map(({ label, name }) => (name === String(label) ? name : `${label} (${name})`));
  const more = classes.length - words.length;
  return words.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function renumber(
  labels: ClassLabels,
  origin: Uint32Array,
  indices: ReadonlyMap<number, number>,
): ClassLabels {
  const renumbered = labelArray(origin.length, indices.size - 1);
  origin.forEach((from, to) => {
    renumbered[to] = indices.get(labels[from] as number) as number;
  });
  return renumbered;
}

function checkSizes(
  part: 'train' | 'test',
  count: number,
  featureCount: number,
  classCount: number,
): void {
  for (const [width, what] of [
    [featureCount, 'features'],
    [classCount, 'classes'],
  ] as const) {
    if (count * width <= LARGEST_MATRIX) continue;
    throw new ConfigurationError(
      `${part}Count`,
      `${count} ${part} samples with ${width} ${what} do not fit into memory; choose at most ${Math.floor(LARGEST_MATRIX / width)} samples.`,
    );
  }
}

/** Positions of the samples that take part, at most `count`. */
function choose(
  part: 'train' | 'test',
  samples: LabelledSamples,
  wanted: ReadonlyMap<number, number>,
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
  const origin = Uint32Array.from(samples.labels.keys()).filter((i) =>
    wanted.has(samples.labels[i] as number),
  );
  if (origin.length === 0) {
    throw new ConfigurationError(
      'classes',
      `No ${part} sample is of class ${[...wanted.keys()].join(', ')}; choose other classes.`,
    );
  }
  random?.shuffle(origin);
  return origin.slice(0, count);
}
