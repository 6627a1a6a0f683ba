import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, DatasetFormatError } from '../model/errors.ts';
import { numberedClasses } from './classes.ts';
import { encodeIdx } from './encodeIdx.ts';
import type { NamedBytes } from './namedBytes.ts';
import { datasetFromFiles, type ReadingOptions } from './userFiles.ts';

const options: ReadingOptions = {
  testShare: 0.25,
  seed: 5,
  labelColumn: 'auto',
  headerRow: 'auto',
};

/** Image i holds the grey value i everywhere, so that samples can be told apart. */
function images(name: string, count: number, height = 2, width = 3): NamedBytes {
  const size = height * width;
  const pixels = Uint8Array.from({ length: count * size }, (_, i) => Math.floor(i / size));
  return { name, bytes: encodeIdx([count, height, width], pixels) };
}

/** Label i is i mod 3. */
function labels(name: string, count: number): NamedBytes {
  return {
    name,
    bytes: encodeIdx(
      [count],
      Uint8Array.from({ length: count }, (_, i) => i % 3),
    ),
  };
}

const zipped = ({ name, bytes }: NamedBytes): NamedBytes => ({
  name: `${name}.gz`,
  bytes: new Uint8Array(gzipSync(bytes)),
});

describe('files of the user', () => {
  it('pairs four files by name, in any order, zipped or not', async () => {
    const dataset = await datasetFromFiles(
      [
        labels('t10k-labels', 9),
        zipped(images('train-images', 4)),
        images('t10k-images', 9),
        zipped(labels('train-labels', 4)),
      ],
      options,
    );
    expect(dataset).toMatchObject({ source: 'user-files', classes: numberedClasses(3) });
    expect(dataset.name).toBe('Your files (train-images.gz)');
    expect(dataset.train).toMatchObject({ count: 4, picture: { height: 2, width: 3 } });
    expect(dataset.test.count).toBe(9);
    expect([...dataset.train.labels]).toEqual([0, 1, 2, 0]);
  });

  it('pairs four files by number of items where names do not tell', async () => {
    const files = [images('a', 3), images('b', 8), labels('c', 8), labels('d', 3)];
    const { train, test } = await datasetFromFiles(files, options);
    expect([train.count, test.count]).toEqual([8, 3]);
  });

  it('knows "latest-train" for a training file', async () => {
    const files = [
      images('latest-train-x', 3),
      labels('latest-train-y', 3),
      images('test-x', 8),
      labels('test-y', 8),
    ];
    expect((await datasetFromFiles(files, options)).train.count).toBe(3);
  });

  it('takes Fashion-MNIST under its own names, and letters that begin at 1', async () => {
    const part = (name: string, count: number, classes: number, from = 0) => [
      images(`${name}-images-idx3-ubyte`, count, 28, 28),
      {
        name: `${name}-labels-idx1-ubyte`,
        bytes: encodeIdx(
          [count],
          Uint8Array.from({ length: count }, (_, i) => from + (i % classes)),
        ),
      },
    ];
    const fashion = [...part('train', 60, 10), ...part('t10k', 20, 10)].map(zipped);
    const dataset = await datasetFromFiles(fashion, options);
    expect(dataset.classes).toEqual(numberedClasses(10));
    expect([dataset.train.count, dataset.test.count, dataset.train.featureCount]).toEqual([
      60, 20, 784,
    ]);
    const letters = await datasetFromFiles(part('emnist', 52, 26, 1), options);
    expect(letters.classes.map(({ label }) => label)).toEqual(
      Array.from({ length: 26 }, (_, i) => i + 1),
    );
  });

  it('splits a single set by the seed, every sample once', async () => {
    const files = [images('x', 40), labels('y', 40)];
    const { train, test } = await datasetFromFiles(files, options);
    expect([train.count, test.count]).toEqual([30, 10]);
    const seen = [train, test].flatMap((part) =>
      Array.from(part.labels, (label, i) => {
        const grey = part.values[i * 6];
        expect(label, 'the label goes with its image').toBe(grey % 3);
        return grey;
      }),
    );
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(await datasetFromFiles(files, options)).toEqual(await datasetFromFiles(files, options));
    const other = await datasetFromFiles(files, { ...options, seed: 6 });
    expect(other.test.values).not.toEqual(test.values);
  });

  it.each([0, 1, -1, Number.NaN, 0.999])(
    'refuses the test share %s for 4 samples',
    async (share) => {
      const files = [images('x', 4), labels('y', 4)];
      await expect(datasetFromFiles(files, { ...options, testShare: share })).rejects.toThrow(
        ConfigurationError,
      );
    },
  );

  const text = { name: 'notes.txt', bytes: new TextEncoder().encode('hello there') };
  const torn = zipped(images('torn', 50));
  it.each<[string, NamedBytes[], string, RegExp]>([
    ['nothing', [], 'files', /No file was chosen/],
    ['no labels', [images('x', 3)], 'x', /^x: its labels are missing/],
    ['no images', [labels('y', 3)], 'y', /^y: its images are missing/],
    [
      'no labels at all for two',
      [images('x', 3), images('t', 2)],
      'x',
      /^x: its labels are missing/,
    ],
    [
      'labels for one of two',
      [images('x', 3), images('test-x', 2), labels('y', 3)],
      'test-x',
      /^test-x: its labels are missing/,
    ],
    ['another count', [images('x', 3), labels('y', 4)], 'y', /4 labels, but x holds 3 images/],
    [
      'another size',
      [images('x', 3), labels('y', 3), images('test-x', 2, 4, 4), labels('test-y', 2)],
      'test-x',
      /4 × 4 pixels, those of x are 3 × 2/,
    ],
    [
      'no way to tell',
      [images('x', 3), labels('y', 3), images('v', 3), labels('w', 3)],
      'v',
      /x and v: neither name nor number/,
    ],
    [
      'three of a kind',
      [images('a', 1), images('b', 1), images('c', 1)],
      'c',
      /third file of its kind/,
    ],
    ['a text', [text], 'notes.txt', /no data set that can be read. Accepted are IDX files/],
    [
      'a torn file',
      [{ name: torn.name, bytes: torn.bytes.subarray(0, 40) }],
      'torn.gz',
      /gzip data are damaged/,
    ],
  ])('names the file at fault: %s', async (_, files, label, words) => {
    const error = await datasetFromFiles(files, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatasetFormatError);
    expect(error).toMatchObject({ label });
    expect((error as Error).message).toMatch(words);
  });
});
