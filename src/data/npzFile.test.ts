import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DatasetFormatError } from '../model/errors.ts';
import { readNpzArrays } from './npzArrays.ts';
import { datasetFromNpz } from './npzFile.ts';
import { npyFile } from './testing/npyFile.ts';

interface Golden {
  readonly dtypes: Record<string, { archive: string; fortran: string; values: number[] }>;
  readonly pictures: { archive: string; train: number[]; test: number[] };
  readonly positional: string;
  readonly objects: string;
  readonly words: string;
  readonly records: string;
  readonly complex: string;
  readonly nan: string;
}
/** Written by NumPy: test/golden/arrays.py. */
const GOLDEN: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../test/golden/arrays.json'), 'utf8'),
);
const options = { testShare: 0.25, seed: 1 };

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const read = (bytes: Uint8Array) => datasetFromNpz([{ name: 'data.npz', bytes }], options);

const header = (shape: string, descr = '|u1') =>
  `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }\n`;
const bytes = (...values: number[]) => Uint8Array.from(values);
const X = npyFile(header('4, 1'), bytes(1, 2, 3, 4));
const Y = npyFile(header('4,'), bytes(0, 1, 1, 0));

function failure(files: Record<string, Uint8Array>): string {
  try {
    read(zipSync(files));
  } catch (error) {
    expect(error).toBeInstanceOf(DatasetFormatError);
    expect(error).toMatchObject({ label: 'data.npz' });
    return (error as Error).message;
  }
  throw new Error('It was read.');
}

describe('an archive of NumPy', () => {
  it.each(Object.entries(GOLDEN.dtypes))(
    'has the numbers of %s, in C and Fortran order',
    (_, one) => {
      for (const archive of [one.archive, one.fortran]) {
        const { train, test, reading } = read(bytesOf(archive));
        const [all, size] = [[train, test], 6];
        expect(train).toMatchObject({
          count: 3,
          featureCount: size,
          picture: { width: 3, height: 2 },
        });
        expect(reading).toBeNull();
        const rows = all.flatMap(({ values, count }) =>
          Array.from({ length: count }, (_, i) => [...values.subarray(i * size, (i + 1) * size)]),
        );
        const wanted = [0, 1, 2, 3].map((i) => one.values.slice(i * size, (i + 1) * size));
        const order = (a: number[], b: number[]) =>
          wanted.findIndex((w) => w.join() === a.join()) -
          wanted.findIndex((w) => w.join() === b.join());
        expect(rows.sort(order)).toEqual(wanted);
      }
    },
  );

  it('has pictures and both parts; labels may begin at 1 and be a column', () => {
    const { archive, train: trainValues, test: testValues } = GOLDEN.pictures;
    const { train, test, classes, name } = read(bytesOf(archive));
    expect(name).toBe('Your files (data.npz)');
    expect(classes).toEqual([1, 2, 3].map((label) => ({ label, name: String(label) })));
    expect(train.picture).toEqual({ width: 8, height: 8 });
    expect(train.values).toEqual(Uint8Array.from(trainValues));
    expect(test.values).toEqual(Uint8Array.from(testValues));
    expect([...train.labels, ...test.labels]).toEqual([1, 2, 3, 1, 2, 3, 3, 1]);
  });

  it('takes arrays without names, and one-hot labels', () => {
    const { train, test, classes } = read(bytesOf(GOLDEN.positional));
    const labelOf = new Map(
      [train, test].flatMap(({ values, labels, count }) =>
        Array.from({ length: count }, (_, i) => [
          values.subarray(2 * i, 2 * i + 2).join(),
          labels[i],
        ]),
      ),
    );
    expect(Object.fromEntries(labelOf)).toEqual({ '1,0': 0, '0,1': 2, '0,0': 1 });
    expect(classes).toHaveLength(3);
  });

  it('takes versions 2 and 3 of the format, capital letters, and a channel first', () => {
    const x = npyFile(header('2, 1, 2, 3'), bytes(...Array(12).keys()), 2);
    const y = npyFile(header('2,'), bytes(0, 1), 3);
    const { train } = read(zipSync({ 'X_Train.npy': x, 'train_labels.npy': y }));
    expect(train).toMatchObject({ featureCount: 6, picture: { width: 3, height: 2 } });
  });

  it.each<[string, string, RegExp]>([
    ['pickled objects', GOLDEN.objects, /^data\.npz, y: it holds Python objects.*run code.*dtype/],
    ['text', GOLDEN.words, /^data\.npz, y: it holds text \(<U1\), expected numbers.*np\.unique/],
    ['records', GOLDEN.records, /^data\.npz, x: it is an array of records/],
    ['complex numbers', GOLDEN.complex, /^data\.npz, x: its dtype is <c8/],
    ['NaN', GOLDEN.nan, /^data\.npz, x: sample 2, feature 2: found NaN, expected a finite/],
  ])('refuses %s, naming the array', (_, archive, words) => {
    expect(() => read(bytesOf(archive))).toThrow(words);
  });

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'no labels',
      { 'x_train.npy': X },
      /training labels is missing.*y_train or y; it holds x_train/,
    ],
    ['no features', { 'y.npy': Y }, /training features is missing/],
    ['half a test part', { 'x.npy': X, 'y.npy': Y, 'x_test.npy': X }, /test labels is missing/],
    [
      'another count',
      { 'x.npy': X, 'y.npy': npyFile(header('3,'), bytes(0, 1, 2)) },
      /holds 3 labels, but x holds 4/,
    ],
    [
      'other test features',
      {
        'x.npy': X,
        'y.npy': Y,
        'x_test.npy': npyFile(header('1, 2'), bytes(1, 2)),
        'y_test.npy': npyFile(header('1,'), bytes(1)),
      },
      /x_test: its shape is \(1, 2\), expected \(N, 1\)/,
    ],
    ['one axis', { 'x.npy': Y, 'y.npy': Y }, /x: its shape is \(4,\), expected \(N, D\)/],
    [
      'one class',
      { 'x.npy': X, 'y.npy': npyFile(header('4,'), bytes(7, 7, 7, 7)) },
      /every sample is of class 7/,
    ],
    [
      'labels that are not one-hot',
      { 'x.npy': X, 'y.npy': npyFile(header('4, 2'), bytes(1, 0, 0, 1, 1, 1, 0, 1)) },
      /row 3 is no one-hot label/,
    ],
    [
      'fractions as labels',
      {
        'x.npy': npyFile(header('1, 1'), bytes(1)),
        'y.npy': npyFile(header('1,', '<f4'), bytes(0, 0, 0, 63)),
      },
      /label 1 is 0\.5, expected a whole number/,
    ],
    [
      'a huge shape',
      { 'x.npy': npyFile(header('999999999, 999999'), bytes(1)), 'y.npy': Y },
      /makes 999998999000001 numbers, expected at most/,
    ],
    [
      'a body cut short',
      { 'x.npy': X.subarray(0, X.length - 1), 'y.npy': Y },
      /take 3 bytes, expected 4 for the shape \(4, 1\)/,
    ],
    ['a header cut short', { 'x.npy': X.subarray(0, 30), 'y.npy': Y }, /header is cut short/],
    [
      'a header of another language',
      { 'x.npy': npyFile('{"descr": 1}', bytes()), 'y.npy': Y },
      /header cannot be read/,
    ],
    [
      'version 9',
      { 'x.npy': npyFile(header('4, 1'), bytes(1, 2, 3, 4), 9), 'y.npy': Y },
      /version is 9/,
    ],
    ['no array', { 'x.npy': bytes(1, 2, 3), 'y.npy': Y }, /x: this is no NumPy array/],
    [
      'a spreadsheet',
      { 'xl/workbook.xml': bytes(1) },
      /no NumPy arrays \(\.npy\) but xl\/workbook\.xml/,
    ],
  ])('refuses %s in words that help', (_, files, words) => {
    expect(failure(files)).toMatch(words);
  });

  it('refuses an archive that unzips to too much, and never unzips more than was declared', () => {
    const bomb = zipSync({ 'x.npy': new Uint8Array(50_000_000), 'y.npy': Y });
    expect(bomb.length).toBeLessThan(100_000);
    const open = (zip: Uint8Array) => readNpzArrays(zip, 'bomb.npz', () => true, 1_000_000);
    expect(() => open(bomb)).toThrow(
      /^bomb\.npz: unzipped its arrays hold 500000\d\d bytes, expected at most 1000000/,
    );
    // The directory now lies: 1,000 bytes. What comes out has no more, and is no array.
    const at = Buffer.from(bomb).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    new DataView(bomb.buffer).setUint32(at + 24, 1000, true);
    expect(() => open(bomb)).toThrow(DatasetFormatError);
  });

  it('refuses damaged archives with nothing but a DatasetFormatError', () => {
    const whole = bytesOf(GOLDEN.pictures.archive);
    for (let cut = 4; cut < whole.length; cut += 97)
      expect(() => read(whole.subarray(0, cut))).toThrow(DatasetFormatError);
  });
});
