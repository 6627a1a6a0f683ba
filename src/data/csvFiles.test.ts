import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelledSamples } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { datasetFromFiles, type ReadingOptions } from './userFiles.ts';

const AUTO: ReadingOptions = { testShare: 0.25, seed: 1, labelColumn: 'auto', headerRow: 'auto' };
const file = (text: string, name = 'data.csv') => ({ name, bytes: new TextEncoder().encode(text) });
const read = (text: string, options: Partial<ReadingOptions> = {}) =>
  datasetFromFiles([file(text)], { ...AUTO, ...options });

/** Samples as [features, class name], in no particular order. */
async function samplesOf(text: string, options: Partial<ReadingOptions> = {}) {
  const { train, test, classes } = await read(text, options);
  const rows = ({ values, labels, count, featureCount }: LabelledSamples) =>
    Array.from({ length: count }, (_, i) => {
      const name = classes.find(({ label }) => label === labels[i])?.name;
      return `${values.subarray(i * featureCount, (i + 1) * featureCount).join(' ')} → ${name}`;
    });
  return [...rows(train), ...rows(test)].sort();
}

const IRIS =
  'sepal,petal,species\n5.5,1.5,setosa\n4.25,1.25,setosa\n7,4.5,versicolor\n6.5,4,"versi, 2"\n';

describe('a table', () => {
  it('has named columns and classes, quoted cells and decimals', async () => {
    const { featureNames, reading, classes, train } = await read(IRIS);
    expect(featureNames).toEqual(['sepal', 'petal']);
    expect(reading).toEqual({
      columnCount: 3,
      labelColumn: 3,
      labelName: 'species',
      labelFoundBy: 'name',
      hasHeader: true,
      rowNumbersLeftOut: false,
    });
    expect(classes.map(({ name }) => name)).toEqual(['setosa', 'versi, 2', 'versicolor']);
    expect(train).toMatchObject({ count: 3, featureCount: 2, picture: null });
    expect(await samplesOf(IRIS)).toEqual([
      '4.25 1.25 → setosa',
      '5.5 1.5 → setosa',
      '6.5 4 → versi, 2',
      '7 4.5 → versicolor',
    ]);
  });

  it.each([
    ['tabs', IRIS.replace('"versi, 2"', 'versi, 2').replaceAll(/,(?! )/g, '\t')],
    ['semicolons', IRIS.replace('"versi, 2"', 'versi, 2').replaceAll(/,(?! )/g, ';')],
    [
      'line ends of Windows, a byte order mark and empty lines',
      `\ufeff${IRIS.replaceAll('\n', '\r\n')}\r\n  \r\n`,
    ],
    ['no line end', IRIS.trimEnd()],
    [
      'spaces around cells',
      IRIS.replaceAll(/,(?! )/g, ' , ')
        .replace('"versi , 2"', '"versi, 2"')
        .replace(' , "', ',"'),
    ],
  ])('may have %s', async (_, text) => {
    expect(await samplesOf(text)).toEqual(await samplesOf(IRIS));
  });

  it('may come zipped, in UTF-16, and without an extension', async () => {
    const { train } = await read(IRIS);
    const zipped = { name: 'iris.csv.gz', bytes: new Uint8Array(gzipSync(IRIS)) };
    const wide = {
      name: 'iris.csv',
      bytes: new Uint8Array(Buffer.from(`\ufeff${IRIS}`, 'utf16le')),
    };
    for (const one of [zipped, wide, file(IRIS, 'iris')])
      expect((await datasetFromFiles([one], AUTO)).train).toEqual(train);
  });

  it.each<[string, string, number, string, boolean]>([
    ['a name in the middle', 'a,class,b\n1,0,2.5\n3,1,4\n', 2, 'name', true],
    ['words in the first column', 'cat,1,2\ndog,3,4\ncat,5,6\n', 1, 'words', false],
    ['few whole numbers first', '0,1.5,7\n1,2.5,8\n0,3.5,9\n1,2,10\n', 1, 'few-values', false],
    ['few whole numbers last', '1.5,7,0\n2.5,8,1\n3.5,9,0\n', 3, 'few-values', false],
    ['a border of zeros is no label', '5,1,0\n0,2,0\n4,3,0\n', 1, 'few-values', false],
    ['columns that are called by numbers', '0,1,2,label\n9,8,7,0\n6,5,4,1\n', 4, 'name', true],
  ])('has its label found: %s', async (_, text, labelColumn, labelFoundBy, hasHeader) => {
    const { reading } = await read(text);
    expect(reading).toMatchObject({ labelColumn, labelFoundBy, hasHeader });
  });

  it('is read as the user says', async () => {
    const text = '1,2,0\n2,3,1\n1,4,0\n2,5,1\n';
    expect((await read(text)).reading).toMatchObject({ labelColumn: 3, hasHeader: false });
    const first = await read(text, { labelColumn: 'first', headerRow: 'yes' });
    expect(first.reading).toMatchObject({
      labelColumn: 1,
      labelFoundBy: 'choice',
      hasHeader: true,
    });
    expect(first.train.count + first.test.count).toBe(3);
    expect(first.featureNames).toEqual(['2', '0']);
  });

  it('leaves out a column that counts its rows', async () => {
    const { reading, featureNames } = await read(',a,y\n0,5,0\n1,6,1\n2,7,1\n');
    expect(reading?.rowNumbersLeftOut).toBe(true);
    expect(featureNames).toEqual(['a']);
    expect((await read('id,a,y\n4,5,0\n1,6,1\n2,7,1\n')).featureNames).toEqual(['id', 'a']);
  });

  it('keeps whole numbers as labels, and numbers others by size', async () => {
    const labels = async (a: string, b: string) =>
      (await read(`x,y\n1,${a}\n2,${b}\n3,${a}\n`)).classes;
    expect(await labels('26', '1.0')).toEqual([
      { label: 1, name: '1' },
      { label: 26, name: '26' },
    ]);
    expect(await labels('1', '-1')).toEqual([
      { label: 0, name: '-1' },
      { label: 1, name: '1' },
    ]);
    expect(await labels('b', '2')).toEqual([
      { label: 0, name: '2' },
      { label: 1, name: 'b' },
    ]);
  });

  it('has its words in the order of the numbers in them', async () => {
    const names = ['c10', 'c2', 'b', 'c', 'c2a', '7'];
    const { classes } = await read(`x,y\n${names.map((name, i) => `${i},${name}`).join('\n')}`);
    expect(classes.map(({ name }) => name)).toEqual(['7', 'b', 'c', 'c2', 'c2a', 'c10']);
  });

  it('has pictures where a square number of columns are grey values', async () => {
    const row = (label: number, grey: number) => [label, ...Array(64).fill(grey)].join();
    const digits = await read([row(0, 255), row(1, 3), row(0, 4)].join('\n'));
    expect(digits.train.picture).toEqual({ width: 8, height: 8 });
    expect(digits.train.values).toBeInstanceOf(Uint8Array);
    const faint = await read([row(0, 16), row(1, 3), row(0, 4)].join('\n'));
    expect(faint.train.picture).toEqual({ width: 8, height: 8 });
    expect(faint.train.values, 'scaled by its own range').toBeInstanceOf(Float32Array);
    const beyond = await read([row(0, 256), row(1, 3), row(0, 4)].join('\n'));
    expect(beyond.train.picture).toBeNull();
  });

  it('comes back as it was written, whatever the numbers', async () => {
    const samples = fc.array(
      fc.tuple(
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom('a', 'b'),
      ),
      { minLength: 2, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(samples, async (rows) => {
        const all = [...rows, [1, 2, 'a'], [3, 4, 'b']] as const;
        const found = await samplesOf(`u,v,class\n${all.map((row) => row.join()).join('\n')}`);
        expect(found).toEqual(all.map(([u, v, name]) => `${u + 0} ${v + 0} → ${name}`).sort());
      }),
      { numRuns: 50 },
    );
  });
});

describe('two tables', () => {
  const train = file('a,b,y\n1,2,0\n3,4,1\n5,6,0\n', 'train.csv');
  it('are training and test part, by name or else by size', async () => {
    const test = file('a,b,y\n7,8,1\n', 'test.csv');
    for (const files of [
      [train, test],
      [test, train],
      [file('a,b,y\n7,8,1\n', 'z.csv'), { ...train, name: 'q.csv' }],
    ]) {
      const dataset = await datasetFromFiles(files, AUTO);
      expect([dataset.train.count, dataset.test.count]).toEqual([3, 1]);
      expect([...dataset.test.values]).toEqual([7, 8]);
    }
  });

  it.each([
    ['a,b\n7,8\n', /^test\.csv: row 1 has 2 columns, expected 3 as in train\.csv/],
    ['b,a,y\n7,8,1\n', /^test\.csv: row 1, column 1 is called “b”, expected “a” as in train\.csv/],
    ['a,b,y\n7,x,1\n', /^test\.csv: row 2, column 2 “b”: found “x”, expected a number/],
  ])('have to belong together: %j', async (text, words) => {
    await expect(datasetFromFiles([train, file(text, 'test.csv')], AUTO)).rejects.toThrow(words);
  });

  it('are the most that is read, and of one kind', async () => {
    const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => file(IRIS, name));
    await expect(datasetFromFiles(files, AUTO)).rejects.toThrow(/^c\.csv: this is a third table/);
    const idx = { name: 'images', bytes: Uint8Array.of(0, 0, 8, 3) };
    await expect(datasetFromFiles([train, idx], AUTO)).rejects.toThrow(
      /^images: this is an IDX file, but train\.csv is a table \(CSV\); choose files of one kind/,
    );
  });
});

describe('a broken table', () => {
  const head = 'width,height,class\n1,2,a\n3,4,b\n';
  it.each<[string, string, RegExp]>([
    [
      'a word',
      `${head}5,tall,a\n`,
      /^data\.csv: row 4, column 2 “height”: found “tall”, expected a number/,
    ],
    [
      'an empty cell',
      `${head}\n,6,a\n`,
      /row 5, column 1 “width”: found an empty cell, expected a number. Fill/,
    ],
    ['NaN', `${head}5,NaN,a\n`, /row 4, column 2 “height”: found “NaN”, expected a number/],
    ['infinity', `${head}Infinity,6,a\n`, /row 4, column 1 “width”: found “Infinity”/],
    ['a number beyond float32', `${head}1e39,6,a\n`, /found “1e39”.*too large for float32/],
    ['a hexadecimal', `${head}0x1F,6,a\n`, /found “0x1F”, expected a number/],
    ['no label', `${head}5,6,\n`, /row 4, column 3 “class”: found an empty cell, expected a class/],
    ['a row too short', `${head}5,a\n`, /row 4 has 2 columns, expected 3/],
    ['a row too long', `${head}5,6,a,7\n`, /row 4 has 4 columns, expected 3/],
    [
      'an open quotation',
      `${head}5,6,"a\n7,8,b\n`,
      /row 4: a quotation mark is opened and never closed/,
    ],
    [
      'decimal commas',
      'w;h;class\n1,5;2;a\n3;4;b\n4;5;b\n5;6;b\n',
      /found “1,5”.*decimals with a point/,
    ],
    ['one class', 'w,class\n1,a\n2,a\n', /every sample is of class a, expected at least two/],
    ['a header alone', 'w,h,class\n', /no row below its header, expected one row a sample/],
    ['one column', 'class\n1\n2\n', /row 1 has one column, expected features and a label/],
    [
      'a label that is a quantity',
      '1.5,0.25\n2.5,0.5\n',
      /row 1, column 2, read as the label: found “0\.25”/,
    ],
    ['no column name', '1,x,0\n2,3,1\n4,5,1\n6,7,0\n', /row 1, column 2: found “x”/],
  ])('is refused by row and column: %s', async (_, text, words) => {
    const error = await read(text).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatasetFormatError);
    expect(error).toMatchObject({ label: 'data.csv' });
    expect((error as Error).message).toMatch(words);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['photo.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /photo\.png: this is no data set/],
    ['empty.csv', new Uint8Array(0), /empty\.csv: the file is empty/],
    ['runs.json', new TextEncoder().encode('{"a":1,"b":2}'), /this is no data set/],
    ['x.npy', new Uint8Array(Buffer.from('\x93NUMPY\x01\x00', 'latin1')), /single NumPy array/],
    ['latin.csv', Uint8Array.of(0x61, 0x2c, 0xe9, 0x0a), /latin\.csv: the text is not UTF-8/],
  ])('or no data at all is refused by its name: %s', async (name, bytes, words) => {
    await expect(datasetFromFiles([{ name, bytes }], AUTO)).rejects.toThrow(words);
  });

  it('fails with nothing but a DatasetFormatError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'01.,;\t\n"ae-') }), async (text) => {
        const error = await read(`a,b\n${text}`).catch((reason: unknown) => reason);
        if (error instanceof Error && error.name !== 'ConfigurationError')
          expect(error).toBeInstanceOf(DatasetFormatError);
      }),
    );
  });
});
