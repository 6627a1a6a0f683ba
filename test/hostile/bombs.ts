import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { encodeIdx } from '../../src/data/encodeIdx.ts';
import { npyFile } from '../../src/data/testing/npyFile.ts';
import { datasetFromFiles } from '../../src/data/userFiles.ts';
import { LARGEST_FILE, MOST_COLUMNS, MOST_JSON_VALUES } from '../../src/model/fileLimits.ts';
import { readRecord } from '../../src/record/readRecord.ts';
import { readWeightsFile } from '../../src/record/weightsFile.ts';

const MEBIBYTE = 2 ** 20;
const gzipped = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes, { level: 1 }));
const dataset = (name: string, ...contents: readonly Uint8Array[]) => {
  const files = contents.map((bytes, i) => ({ name: `${i}${name}`, bytes }));
  const choice = { testShare: 0.25, seed: 1, labelColumn: 'auto', headerRow: 'auto' } as const;
  return () => datasetFromFiles(files, choice);
};
const header = (shape: string, descr = '|u1') =>
  `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }\n`;

export const LARGEST_THAT_IS_READ = 'the largest archive that is read';

/** Files that become as large as they may, or larger. Each makes its file, and then reads it. */
export const BOMBS: Readonly<Record<string, () => () => unknown>> = {
  'a gzip bomb': () => dataset('.csv.gz', gzipped(new Uint8Array(LARGEST_FILE + MEBIBYTE))),
  'four gzip bombs that are small enough each': () => {
    const bomb = gzipped(new Uint8Array(LARGEST_FILE / 2 + 1));
    return dataset('.idx.gz', bomb, bomb, bomb, bomb);
  },
  [LARGEST_THAT_IS_READ]: () => {
    const [samples, features] = [2 ** 16, 2 ** 11 - 1];
    const values = new Uint8Array(4 * samples * features);
    values[3] = 64;
    const x = npyFile(header(`${samples}, ${features}`, '<f4'), values);
    const labels = Uint8Array.from({ length: samples }, (_, i) => i % 2);
    const y = npyFile(header(`${samples},`), labels);
    return dataset('.npz', zipSync({ 'x.npy': x, 'y.npy': y }, { level: 0 }));
  },
  'an archive bomb': () => {
    const zeros = npyFile(header(`${LARGEST_FILE}, 1`), new Uint8Array(LARGEST_FILE));
    return dataset('.npz', zipSync({ 'x.npy': zeros, 'y.npy': zeros }, { level: 1 }));
  },
  'an archive bomb that says it is small': () => {
    const bytes = zipSync({ 'x.npy': new Uint8Array(LARGEST_FILE), 'y.npy': Uint8Array.of(1) });
    const view = new DataView(bytes.buffer);
    for (let i = 0; i + 28 < bytes.length; i++)
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 1000, true);
    return dataset('.npz', bytes);
  },
  'a table of quotation marks': () =>
    dataset('.csv', strToU8(`a,b\n1,"${'a"a'.repeat(60 * MEBIBYTE)}`)),
  'a table of one endless row': () =>
    dataset('.csv', new Uint8Array(250 * MEBIBYTE).fill('1'.charCodeAt(0))),
  'a table as wide as it may be': () =>
    dataset('.csv', strToU8(`${'1,'.repeat(MOST_COLUMNS - 1)}1\n`.repeat(300))),
  'pictures of one pixel': () => {
    const count = 400 * MEBIBYTE;
    return dataset(
      '.gz',
      gzipped(encodeIdx([count, 1, 1], new Uint8Array(count))),
      gzipped(encodeIdx([9], new Uint8Array(9))),
    );
  },
  'a record of empty objects': () => {
    const text = `[${'{},'.repeat(MOST_JSON_VALUES / 2 - 2)}{}]`;
    return () => readRecord(text, 'bomb.json');
  },
  'a record of nothing but brackets': () => {
    const text = '['.repeat(250 * MEBIBYTE);
    return () => readRecord(text, 'bomb.json');
  },
  'half-precision weights as many as there may be': () => {
    const values = LARGEST_FILE - MEBIBYTE;
    const entry = { dtype: 'F16', shape: [values / 2], data_offsets: [0, values] };
    const text = strToU8(JSON.stringify({ W1: entry }));
    const bytes = new Uint8Array(8 + text.length + values);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return () => readWeightsFile(bytes, 'bomb.safetensors');
  },
};
