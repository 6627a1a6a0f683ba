import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, DatasetFormatError } from '../model/errors.ts';
import {
  LARGEST_NPY_HEADER,
  LONGEST_ROW,
  MOST_CLASSES,
  MOST_COLUMNS,
  MOST_ENTRIES,
  MOST_FILES,
  MOST_SAMPLES,
} from '../model/fileLimits.ts';
import { classify } from './classes.ts';
import { encodeIdx } from './encodeIdx.ts';
import { readNpzArrays } from './npzArrays.ts';
import { forEachRow } from './tableRows.ts';
import { npyFile } from './testing/npyFile.ts';
import { datasetFromFiles, type ReadingOptions } from './userFiles.ts';

const options: ReadingOptions = {
  testShare: 0.25,
  seed: 1,
  labelColumn: 'auto',
  headerRow: 'auto',
};

/** What a set of files is refused with; far less than a second, where the fault is one of time. */
async function refusal(...files: readonly { name: string; bytes: Uint8Array }[]): Promise<string> {
  const error = await datasetFromFiles(files, options).then(
    () => new Error('It was read.'),
    (reason: unknown) => reason,
  );
  expect([DatasetFormatError, ConfigurationError].some((type) => error instanceof type)).toBe(true);
  return (error as Error).message;
}
const csv = (text: string, name = 'bad.csv') => ({ name, bytes: strToU8(text) });
const npz = (files: Record<string, Uint8Array>, name = 'bad.npz') => ({
  name,
  bytes: zipSync(files),
});
/** Bytes of the archive with the numbers at some places overwritten, little-endian. */
function tampered(bytes: Uint8Array, signature: number, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  for (let i = 0; i + at + 4 <= copy.length; i++)
    if (view.getUint32(i, true) === signature) view.setUint32(i + at, value, true);
  return copy;
}
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;

describe('files that are too many', () => {
  it('are refused before one is unzipped', async () => {
    const files = Array.from({ length: MOST_FILES + 1 }, (_, i) => csv('a,b\n', `${i}.csv`));
    expect(await refusal(...files)).toMatch(/^4\.csv: this is file 5 of 5.*Choose fewer files\.$/);
  });
});

describe('a hostile IDX file', () => {
  it('of a pixel and a label a sample does not make millions of samples', async () => {
    const count = MOST_SAMPLES + 1;
    const zipped = (name: string, bytes: Uint8Array) => ({
      name,
      bytes: new Uint8Array(gzipSync(bytes)),
    });
    const message = await refusal(
      zipped('x', encodeIdx([count, 1, 1], new Uint8Array(count))),
      zipped('y', encodeIdx([count], new Uint8Array(count))),
    );
    expect(message).toMatch(/^x: the item count is 4194305, expected at most 4194304/);
  });
});

describe('hostile labels', () => {
  it('of more values than a set holds are refused at the first that is too many', () => {
    let read = 0;
    const endless = new Proxy([] as number[], {
      get: (target, key) =>
        key === Symbol.iterator
          ? function* () {
              for (;;) yield read++;
            }
          : Reflect.get(target, key),
    });
    expect(() => classify([endless], 'y.npz')).toThrow(/more than 65536 different values/);
    expect(read).toBe(MOST_CLASSES + 1);
  });

  it('as long as a novel have no room in a record', async () => {
    const word = 'x'.repeat(201);
    const message = await refusal(csv(`a,class\n1,u\n2,${word}\n3,u\n`));
    expect(message).toMatch(/^bad\.csv: the label “x{60}…” has 201 characters, .* at most 200/);
  });

  it('with numbers beyond float64 keep an order', () => {
    const names = ['9'.repeat(150), '1'.repeat(150), '5'.repeat(150)].map((digits) => `c${digits}`);
    const sorted = classify([names], 'f').classes.map(({ name }) => name);
    expect(sorted).toEqual([...names].sort());
  });

  it('lose what cannot be seen from the names of their classes', async () => {
    const { classes } = await datasetFromFiles(
      [csv('a,class\n1,<b>\u202eu\n2,v\n3,v\n4,v\n')],
      options,
    );
    expect(classes.map(({ name }) => name)).toEqual(['<b>u', 'v']);
  });
});

describe('a hostile table', () => {
  it('of one endless row is refused at the end of a piece', async () => {
    const message = await refusal(csv(`a,b\n${'1'.repeat(3 * LONGEST_ROW)}`));
    expect(message).toMatch(/^bad\.csv: row 2 does not end within 4194304 characters/);
  });

  it('with a quotation mark that is never closed is refused', async () => {
    expect(await refusal(csv(`a,b\n1,"${'2,3\n'.repeat(LONGEST_ROW)}`))).toMatch(
      /row 2 does not end within.*quotation mark/,
    );
    expect(await refusal(csv('a,b\n1,"2\n3,4\n'))).toMatch(/row 2: a quotation mark is opened/);
  });

  it('of nothing but wrong quotation marks makes no object of each', async () => {
    expect(await refusal(csv(`a,b\n1,"${'a"a'.repeat(4 * LONGEST_ROW)}`))).toMatch(
      /^bad\.csv: row 2/,
    );
  });

  it('of more columns than anybody has is refused before room is made for them', async () => {
    const message = await refusal(csv(`${'1,'.repeat(MOST_COLUMNS)}2\n`));
    expect(message).toMatch(/row 1 has 65537 columns, expected at most 65536/);
  });

  it('with one long row above many short ones is not looked through column by column', async () => {
    const start = performance.now();
    const message = await refusal(csv(`${'a,'.repeat(MOST_COLUMNS - 1)}z\n${'1\n'.repeat(2000)}`));
    expect(message).toMatch(/row 2 has 1 column, expected 65536/);
    // Ten times as long as it takes; column by column it takes minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('has its name, its columns and its cells quoted short and visible', async () => {
    const column = `<img src=x onerror=alert(1)>\u202e`;
    const message = await refusal(
      csv(`${column},class\n1,u\n\u2066${'z'.repeat(1e6)},v\n2,u\n`, '\u202egpj.csv'),
    );
    expect(message).not.toMatch(/\p{C}/u);
    expect(message.length).toBeLessThan(400);
    expect(message).toMatch(/^gpj\.csv: row 3, column 1 “<img src=x onerror=alert\(1\)>”/);
  });

  it('of __proto__ and constructor is a table like any other', async () => {
    const { featureNames, classes } = await datasetFromFiles(
      [
        csv(
          '__proto__,constructor,class\n1,2,__proto__\n3,4,toString\n5,6,toString\n7,8,toString\n',
        ),
      ],
      options,
    );
    expect(featureNames).toEqual(['__proto__', 'constructor']);
    expect(classes.map(({ name }) => name)).toEqual(['__proto__', 'toString']);
  });
});

describe('rows in pieces', () => {
  /** Separator and line break are guessed from the first piece, so it has whole rows. */
  const head = 'x,"y",z\r\n'.repeat(8);
  const text = `${head}a,"b ""1"", c",d\r\n1,"two\r\nlines","3"\r\n\r\n4,5,6\r\n7,8,"9"`;
  const rows = (pieceLength?: number) => {
    const found: (readonly [number, readonly string[]])[] = [];
    forEachRow(text, 'f', ({ row, cells }) => found.push([row, cells]) > 0, pieceLength);
    return found;
  };
  it.each(Array.from({ length: 40 }, (_, i) => head.length + i))(
    'of %i characters are the same',
    (length) => expect(rows(length)).toEqual(rows()),
  );
  it('are numbered on where a piece ends', () => {
    const bad = `${'1,2\n'.repeat(100)}3,"4"5\n6,7\n`;
    for (const length of [10, 50, 399, 400, 401, 5000])
      expect(() => forEachRow(bad, 'f', () => true, length)).toThrow(/^f: row 101: a quoted cell/);
  });
  it('end where they are to end', () => {
    const taken: number[] = [];
    forEachRow('1,2\n'.repeat(100), 'f', ({ row }) => taken.push(row) < 7, 8);
    expect(taken).toHaveLength(7);
  });
});

describe('a hostile archive', () => {
  const shape = (sizes: string) =>
    `{'descr': '|u1', 'fortran_order': False, 'shape': (${sizes}), }`;
  const X = npyFile(shape('4, 1'), Uint8Array.of(1, 2, 3, 4));
  const Y = npyFile(shape('4,'), Uint8Array.of(0, 1, 1, 0));

  it('that says it is smaller than it is ends at what it said', async () => {
    // 100 MiB of zeros, of which the directory admits 100 bytes.
    const bomb = zipSync({ 'x.npy': new Uint8Array(100 * 2 ** 20), 'y.npy': Y });
    const lying = tampered(bomb, CENTRAL, 24, 100);
    expect(await refusal({ name: 'bomb.npz', bytes: lying })).toMatch(
      /^bomb\.npz: the archive is damaged \(“x\.npy” unzips to more than it says\)/,
    );
  });

  it('whose entry says it is larger than it is, is refused', async () => {
    const lying = tampered(zipSync({ 'x.npy': X, 'y.npy': Y }), CENTRAL, 24, 1000);
    expect(await refusal({ name: 'a.npz', bytes: lying })).toMatch(
      /“x\.npy” is missing or not of the size it should have/,
    );
  });

  it('whose entry asks for memory that nothing could fill is refused before it has it', async () => {
    const lying = tampered(zipSync({ 'x.npy': X, 'y.npy': Y }), CENTRAL, 24, 200 * 2 ** 20);
    expect(await refusal({ name: 'a.npz', bytes: lying })).toMatch(
      /“x\.npy” cannot unzip from \d+ to 209715200 bytes/,
    );
  });

  it('with another name in the local header than in the directory is refused', async () => {
    const lying = tampered(zipSync({ 'x.npy': X, 'y.npy': Y }), LOCAL, 30, 0x6e2e7a7a);
    expect(await refusal({ name: 'a.npz', bytes: lying })).toMatch(/is missing/);
  });

  it('that claims four thousand million files ends at the first that are too many', async () => {
    const end = new Uint8Array(22 + 20 + 56);
    const view = new DataView(end.buffer);
    view.setUint32(0, 0x06064b50, true);
    view.setUint32(32, 0xfffffff0, true);
    view.setUint32(56, 0x07064b50, true);
    view.setUint32(56 + 8, 4, true);
    view.setUint32(76, 0x06054b50, true);
    view.setUint16(76 + 8, 1, true);
    const bytes = Uint8Array.from([0x50, 0x4b, 3, 4, ...end]);
    expect(await refusal({ name: 'many.npz', bytes })).toContain(`more than ${MOST_ENTRIES} files`);
  });

  it('does not list a thousand names, nor long ones', async () => {
    const files = Array.from({ length: 1000 }, (_, i) => [`${'n'.repeat(3000)}${i}.npy`, Y]);
    const message = await refusal(npz(Object.fromEntries(files)));
    expect(message).toMatch(/^bad\.npz: the array of training features is missing/);
    expect(message.length).toBeLessThan(1000);
  });

  it('with two arrays of one name is refused', async () => {
    expect(await refusal(npz({ 'X.npy': X, 'x.npy': X, 'y.npy': Y }))).toMatch(/holds “x” twice/);
  });

  it('of arrays called __proto__ changes nothing', async () => {
    const message = await refusal(npz({ '__proto__.npy': X, 'constructor.npy': Y }));
    expect(message).toMatch(/it holds __proto__, constructor\./);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('whose header never closes a parenthesis is not searched from each of its beginnings', async () => {
    const long = npyFile("'shape':(".repeat(2e5), new Uint8Array(0), 2);
    const start = performance.now();
    expect(await refusal(npz({ 'x.npy': long, 'y.npy': Y }))).toContain(
      `expected at most ${LARGEST_NPY_HEADER}`,
    );
    // Searched it takes minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('of one-hot labels as wide as memory makes no list of them', async () => {
    const wide = npyFile(shape('2, 33554432'), new Uint8Array(2 ** 26));
    const two = npyFile(shape('2, 1'), Uint8Array.of(1, 2));
    expect(await refusal(npz({ 'x.npy': two, 'y.npy': wide }))).toMatch(
      /one-hot labels of at most 33554432 numbers/,
    );
  });

  it('of more samples than are read is refused', async () => {
    const [x, y] = [`${MOST_SAMPLES + 1}, 1`, `${MOST_SAMPLES + 1},`].map((sizes) =>
      npyFile(shape(sizes), new Uint8Array(MOST_SAMPLES + 1)),
    );
    expect(await refusal(npz({ 'x.npy': x, 'y.npy': y }))).toMatch(/at most 4194304\. Leave out/);
  });

  it('is read where its arrays are stored and where they are compressed', () => {
    for (const level of [0, 9] as const) {
      const bytes = zipSync({ 'x.npy': X, 'other.txt': Y, 'y.npy': Y }, { level });
      const { arrays, present } = readNpzArrays(bytes, 'a', () => true);
      expect([...arrays.keys()]).toEqual(['x', 'y']);
      expect(present).toEqual(['x', 'y']);
    }
  });
});
