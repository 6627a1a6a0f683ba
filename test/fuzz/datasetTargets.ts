import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect } from 'vitest';
import { encodeIdx } from '../../src/data/encodeIdx.ts';
import { prepareDataset } from '../../src/data/prepare.ts';
import { npyFile } from '../../src/data/testing/npyFile.ts';
import { datasetFromFiles, type ReadingOptions } from '../../src/data/userFiles.ts';
import type { LabelledSamples, RawDataset } from '../../src/model/dataset.ts';
import { array, table } from './grammars.ts';
import type { Target } from './judge.ts';

const OPTIONS: ReadingOptions = {
  testShare: 0.25,
  seed: 1,
  labelColumn: 'auto',
  headerRow: 'auto',
};
const SELECTION = {
  trainCount: 50,
  testCount: 50,
  classes: [],
  seed: 1,
  order: 'shuffled',
  scaling: 'standardised',
} as const;

const text = (content: string) => new TextEncoder().encode(content);
const numbers = (count: number, largest: number) =>
  Uint8Array.from({ length: count }, (_, i) => (i * 7) % (largest + 1));
const IMAGES = encodeIdx([9, 4, 5], numbers(180, 255));
const LABELS = encodeIdx([9], numbers(9, 2));

const TABLES = [
  'a,b,class\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n',
  '1;2.5;0\n3;4;1\n5;6;0\n7;8;1\n',
  'id\tu\tv\tlabel\r\n1\t0.5\t1e3\t3\r\n2\t-1\t2\t4\r\n3\t2\t2\t3\r\n4\t2\t9\t4\r\n',
  '"first, ""column""","two\nlines",species\n1,2,"se, tosa"\n3,4,v\n5,6,v\n7,7,v\n',
  `${Array.from({ length: 12 }, (_, row) => [row % 3, ...numbers(64, 200 + row)].join()).join('\n')}\n`,
].map(text);

const header = (shape: string, descr: string, fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }\n`;
const ARRAYS = [
  npyFile(header('6, 2', '<f4'), new Uint8Array(new Float32Array(12).map((_, i) => i / 3).buffer)),
  npyFile(header('6, 2, 2', '|u1', 'True'), numbers(24, 255)),
  npyFile(header('6, 1', '<f8'), new Uint8Array(new Float64Array(6).map((_, i) => -i).buffer), 2),
  npyFile(header('6, 2', '>i2'), numbers(24, 255)),
];
const CLASSES = [
  npyFile(header('6,', '|u1'), numbers(6, 2)),
  npyFile(
    header('6,', '<i8'),
    new Uint8Array(new BigInt64Array(6).map((_, i) => BigInt(i % 2)).buffer),
  ),
  npyFile(header('6, 2', '|b1'), Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1)),
];
const ARCHIVES = ARRAYS.flatMap((x, i) => [
  zipSync({ 'x.npy': x, 'y.npy': CLASSES[i % 3] }, { level: 0 }),
  zipSync(
    { 'x_train.npy': x, 'y_train.npy': CLASSES[0], 'x_test.npy': x, 'y_test.npy': CLASSES[0] },
    { level: 9 },
  ),
]);
const gzipped = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes));

async function dataset(...files: readonly (readonly [string, Uint8Array])[]): Promise<RawDataset> {
  const raw = await datasetFromFiles(
    files.map(([name, bytes]) => ({ name, bytes })),
    OPTIONS,
  );
  checkDataset(raw);
  const prepared = prepareDataset(raw, SELECTION);
  for (const { features, labels, count } of [prepared.train, prepared.test]) {
    expect(features).toHaveLength(count * prepared.featureCount);
    expect(features.every(Number.isFinite), 'scaled features are finite').toBe(true);
    expect(labels.every((label) => label < prepared.classCount)).toBe(true);
  }
  return raw;
}

function checkDataset({ name, train, test, classes, featureNames }: RawDataset): void {
  expect(classes.length).toBeGreaterThan(1);
  expect(train.featureCount).toBe(test.featureCount);
  const known = new Set(classes.map(({ label }) => label));
  expect(known.size).toBe(classes.length);
  checkSamples(train, known);
  checkSamples(test, known);
  for (const one of [name, ...(featureNames ?? []), ...classes.map((each) => each.name)])
    expect(one).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
}

function checkSamples(
  { values, labels, count, featureCount, picture }: LabelledSamples,
  known: ReadonlySet<number>,
): void {
  expect(count).toBeGreaterThan(0);
  expect([values.length, labels.length]).toEqual([count * featureCount, count]);
  expect(values.every(Number.isFinite), 'features are finite').toBe(true);
  expect(
    labels.every((label) => known.has(label)),
    'every label is one of a class',
  ).toBe(true);
  if (picture) expect(picture.width * picture.height).toBe(featureCount);
}

/** Every kind of file that a data set comes in; what is given to the parsers within a container is mutated by itself. */
export const DATASET_TARGETS: readonly Target[] = [
  { name: 'IDX images', seeds: [IMAGES], read: (input) => dataset(['x', input], ['y', LABELS]) },
  {
    name: 'IDX labels',
    seeds: [LABELS],
    read: (input) => dataset(['x', IMAGES], ['y.idx', input]),
  },
  {
    name: 'CSV',
    seeds: TABLES,
    grammar: table,
    read: (input) => dataset(['\u202edata.csv', input]),
  },
  {
    name: 'CSV for testing',
    seeds: [TABLES[0]],
    grammar: table,
    read: (input) => dataset(['train.csv', TABLES[0]], ['test.csv', input]),
  },
  {
    name: '.npy features',
    seeds: ARRAYS,
    grammar: array,
    read: (input) =>
      dataset(['a.npz', zipSync({ 'x.npy': input, 'y.npy': CLASSES[0] }, { level: 0 })]),
  },
  {
    name: '.npy labels',
    seeds: CLASSES,
    grammar: array,
    read: (input) =>
      dataset(['a.npz', zipSync({ 'x.npy': ARRAYS[0], 'y.npy': input }, { level: 0 })]),
  },
  { name: '.npz', seeds: ARCHIVES, read: (input) => dataset(['a.npz', input]) },
  {
    name: 'gzip',
    seeds: [...TABLES, ...ARCHIVES].map(gzipped),
    read: (input) => dataset(['a.csv.gz', input]),
  },
  {
    name: 'any file',
    seeds: [IMAGES, LABELS, ...TABLES, ...ARRAYS, ...ARCHIVES, gzipped(TABLES[0])],
    read: (input) => dataset(['a', input]),
  },
];
