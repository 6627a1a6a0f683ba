import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installMnist } from '../../scripts/installMnist.ts';
import { encodeIdx } from '../../src/data/encodeIdx.ts';
import { MNIST_FILES } from '../../src/data/mnistFiles.ts';
import { DatasetFormatError, DatasetUnavailableError } from '../../src/model/errors.ts';

let folder: string;
let from: string;
let target: string;
let lines: string[];
const log = (line: string) => lines.push(line);

/** Two training and one test image; every second file zipped. */
function writeSource(): void {
  MNIST_FILES.forEach(({ name, kind, part }, i) => {
    const count = part === 'train' ? 2 : 1;
    const dimensions = kind === 'labels' ? [count] : [count, 3, 3];
    const body = new Uint8Array(dimensions.reduce((product, size) => product * size, 1));
    const bytes = encodeIdx(dimensions, body);
    if (i % 2 === 0) writeFileSync(join(from, name), gzipSync(bytes));
    else writeFileSync(join(from, name.replace('.gz', '')), bytes);
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-'));
  from = mkdtempSync(join(tmpdir(), 'mnist-from-'));
  target = join(folder, 'public', 'mnist');
  lines = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(from, { recursive: true });
});

describe('npm run mnist', () => {
  it('copies from a folder, and does nothing the second time', async () => {
    writeSource();
    await installMnist({ target, from, log });
    expect(readdirSync(target).sort()).toEqual(MNIST_FILES.map(({ name }) => name).sort());
    expect([...readFileSync(join(target, MNIST_FILES[1].name)).subarray(0, 2)]).toEqual([
      0x1f, 0x8b,
    ]);
    expect(lines.at(-1)).toMatch(/^2 training and 1 test images \(not the official .+\) in /);
    lines = [];
    await installMnist({ target, from, log });
    expect(lines.filter((line) => line.startsWith('unchanged'))).toHaveLength(4);
    expect(lines.some((line) => line.startsWith('written'))).toBe(false);
  });

  it('names what the folder lacks', async () => {
    const error = await installMnist({ target, from, log }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatasetUnavailableError);
    for (const { name } of MNIST_FILES) expect((error as Error).message).toContain(name);
  });

  it('copies nothing when one file is broken', async () => {
    writeSource();
    writeFileSync(join(from, 't10k-images-idx3-ubyte.gz'), 'not IDX');
    await expect(installMnist({ target, from, log })).rejects.toThrow(DatasetFormatError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a download that is not the official file', async () => {
    const fetch = async () => new Response(Uint8Array.from(gzipSync(new Uint8Array(9))));
    await expect(installMnist({ target, from: null, log, fetch })).rejects.toThrow(/not MNIST/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
