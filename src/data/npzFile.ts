import type { FeatureValues, PictureSize, RawDataset } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { MOST_ONE_HOT, MOST_SAMPLES } from '../model/fileLimits.ts';
import { shortened } from '../model/readableText.ts';
import { datasetFromParts } from './datasetFromParts.ts';
import type { NamedBytes } from './namedBytes.ts';
import { inOrder, type NpyArray } from './npy.ts';
import { readNpzArrays } from './npzArrays.ts';
import type { SplitOptions } from './splitSamples.ts';

/** The names, in lower case, that an array of each part goes by; np.savez calls arrays without one arr_0, arr_1 … */
const NAMES = {
  trainX: ['x_train', 'train_x', 'train_images', 'images_train', 'x_tr'],
  trainY: ['y_train', 'train_y', 'train_labels', 'labels_train', 'y_tr'],
  testX: ['x_test', 'test_x', 'test_images', 'images_test', 'x_te', 'arr_2'],
  testY: ['y_test', 'test_y', 'test_labels', 'labels_test', 'y_te', 'arr_3'],
  anyX: ['x', 'images', 'data', 'features', 'arr_0'],
  anyY: ['y', 'labels', 'label', 'target', 'targets', 'arr_1'],
} as const;

/** More arrays than these are not listed in an error. */
const NAMES_LISTED = 10;

/** An array of the archive, with the words that errors begin with. */
interface Named {
  readonly where: string;
  readonly key: string;
  readonly array: NpyArray;
}

interface Part {
  readonly features: Named;
  readonly labels: Named;
}

/**
 * A data set from a NumPy archive: features and labels for training and testing, or one of each to be split. Features are
 * (N, D), (N, H, W), (N, H, W, 1), (N, 1, H, W) or anything else with samples along the first axis; labels are (N,), (N, 1) or one-hot.
 * @throws DatasetFormatError naming file and array, what was found and what was expected.
 */
export function datasetFromNpz(files: readonly NamedBytes[], options: SplitOptions): RawDataset {
  const [file, surplus] = files as [NamedBytes, NamedBytes?];
  if (surplus) {
    throw new DatasetFormatError(
      surplus.name,
      `${surplus.name}: this is a second archive; choose one .npz with all arrays.`,
    );
  }
  const parts = findParts(file);
  const [first, second] = parts as [Part, Part?];
  if (second) checkSameShape(file.name, first.features, second.features);
  return datasetFromParts(
    {
      fileName: file.name,
      parts: parts.map(({ features, labels }) => ({
        values: valuesOf(file.name, features),
        labels: labelsOf(file.name, labels, features),
      })),
      featureCount: sampleLength(first.features.array),
      shape: pictureSize(first.features.array.shape),
      featureNames: null,
      reading: null,
    },
    options,
  );
}

function findParts({ name, bytes }: NamedBytes): Part[] {
  const wanted = Object.values(NAMES).flat() as readonly string[];
  const { arrays, present } = readNpzArrays(bytes, name, (key) => wanted.includes(key));
  const find = (...roles: (keyof typeof NAMES)[]): Named | null => {
    const names = roles.flatMap((role) => NAMES[role] as readonly string[]);
    const key = names.find((candidate) => arrays.has(candidate));
    const array = key === undefined ? undefined : arrays.get(key);
    return key === undefined || !array ? null : { key, array, where: `${name}, ${key}` };
  };
  const require = (found: Named | null, what: string, example: string): Named => {
    if (found) return found;
    throw new DatasetFormatError(
      name,
      `${name}: the array of ${what} is missing, expected one called ${example}; it holds ${present.slice(0, NAMES_LISTED).map(shortened).join(', ')}${present.length > NAMES_LISTED ? ' …' : ''}. Save it under that name.`,
    );
  };
  const features = require(find('trainX', 'anyX'), 'training features', 'x_train or x');
  const labels = require(find('trainY', 'anyY'), 'training labels', 'y_train or y');
  const [testFeatures, testLabels] = [find('testX'), find('testY')];
  if (!testFeatures && !testLabels) return [{ features, labels }];
  return [
    { features, labels },
    {
      features: require(testFeatures, 'test features', 'x_test'),
      labels: require(testLabels, 'test labels', 'y_test'),
    },
  ];
}

function sampleLength({ shape }: NpyArray): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}

/** Grey pictures, with the axis of their one channel before or after the others. */
function pictureSize([, ...axes]: readonly number[]): PictureSize | null {
  const [height, width] =
    axes.length === 3 ? axes.filter((size, i) => i === 1 || size !== 1) : axes;
  const isGrey = axes.length === 2 || (axes.length === 3 && (axes[0] === 1 || axes[2] === 1));
  return isGrey && height !== undefined && width !== undefined && height > 1 && width > 1
    ? { width, height }
    : null;
}

function shapeText({ shape }: NpyArray): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

function checkSameShape(fileName: string, train: Named, test: Named): void {
  const [wanted, found] = [train, test].map(({ array }) => array.shape.slice(1).join(', '));
  if (wanted === found) return;
  throw new DatasetFormatError(
    fileName,
    `${test.where}: its shape is ${shapeText(test.array)}, expected (N, ${wanted}) as that of ${train.key}. Save arrays that belong together.`,
  );
}

/** The features of one part as bytes or floats. */
function valuesOf(fileName: string, { where, array }: Named): FeatureValues {
  const count = array.shape[0] ?? 0;
  const features = sampleLength(array);
  if (array.shape.length < 2 || count < 1 || features < 1) {
    throw new DatasetFormatError(
      fileName,
      `${where}: its shape is ${shapeText(array)}, expected (N, D), (N, H, W) or (N, H, W, 1) with at least one sample. Reshape it.`,
    );
  }
  if (count > MOST_SAMPLES) {
    throw new DatasetFormatError(
      fileName,
      `${where}: it holds ${count} samples, expected at most ${MOST_SAMPLES}. Leave out samples.`,
    );
  }
  if (/[ub]1$/.test(array.descr)) return inOrder(array, new Uint8Array(count * features));
  const values = inOrder(array, new Float32Array(count * features));
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  throw new DatasetFormatError(
    fileName,
    `${where}: sample ${Math.floor(bad / features) + 1}, feature ${(bad % features) + 1}: found ${values[bad]}, expected a finite number (float32). Replace it or leave the sample out.`,
  );
}

function labelsOf(fileName: string, labels: Named, features: Named): Float64Array {
  const { where, array } = labels;
  const [count = 0, width = 1] = array.shape;
  const wanted = features.array.shape[0] as number;
  const refuse = (finding: string) => new DatasetFormatError(fileName, `${where}: ${finding}`);
  if (array.shape.length < 1 || array.shape.length > 2 || width < 1) {
    throw refuse(
      `its shape is ${shapeText(array)}, expected (N,), (N, 1) or one-hot (N, K). Reshape it.`,
    );
  }
  if (count !== wanted) {
    throw refuse(
      `it holds ${count} labels, but ${features.key} holds ${wanted} samples. Save arrays that belong together.`,
    );
  }
  if (width > 1 && count * width > MOST_ONE_HOT) {
    throw refuse(
      `its shape is ${shapeText(array)}, and one-hot labels of at most ${MOST_ONE_HOT} numbers are read. Save class numbers as (N,).`,
    );
  }
  const numbers = inOrder(array, new Float64Array(count * width));
  if (width > 1) return oneHotClasses(numbers, width, refuse);
  const odd = numbers.findIndex((value) => !Number.isSafeInteger(value));
  if (odd >= 0) {
    throw refuse(
      `label ${odd + 1} is ${numbers[odd]}, expected a whole number for a class. Number the classes first.`,
    );
  }
  return numbers;
}

/** The class of each row of zeros with a single one. */
function oneHotClasses(
  numbers: Float64Array,
  width: number,
  refuse: (finding: string) => Error,
): Float64Array {
  return Float64Array.from({ length: numbers.length / width }, (_, row) => {
    const cells = numbers.subarray(row * width, (row + 1) * width);
    const index = cells.indexOf(1);
    if (index < 0 || cells.some((value, i) => value !== (i === index ? 1 : 0))) {
      throw refuse(
        `row ${row + 1} is no one-hot label, expected a single 1 and else 0 in its ${width} columns. Save class numbers as (N,).`,
      );
    }
    return index;
  });
}
