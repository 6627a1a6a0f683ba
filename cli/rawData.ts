import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mnistFromBytes } from '../src/data/mnist.ts';
import { MNIST_FILES, officialMismatch } from '../src/data/mnistFiles.ts';
import type { NamedBytes } from '../src/data/namedBytes.ts';
import { syntheticDigits } from '../src/data/synthetic.ts';
import { datasetFromFiles } from '../src/data/userFiles.ts';
import type { RawDataset } from '../src/model/dataset.ts';
import type { Settings } from '../src/settings/settings.ts';
import { CommandError } from './exitCodes.ts';

const ROOT = join(import.meta.dirname, '..');
/** What may hold samples, by its name; all else in a folder is left alone. */
const DATA_FILE = /(ubyte|\.idx\d?|\.csv|\.tsv|\.npz)(\.gz)?$/i;

/** Samples as they were read, and the data set that the settings then name. */
export interface FoundData {
  readonly raw: RawDataset;
  readonly dataset: Settings['dataset'];
  /** The training samples are a file of their own, in its order. */
  readonly wholeFile: boolean;
}

/** Images and labels, of training and of test samples. */
const WHOLE_FILES = 4;

/**
 * The data of `--data`, or those that the settings name: MNIST from MNIST_DIR or public/mnist, or synthetic digits.
 * @throws CommandError where there are none, with the remedy
 */
export async function findData(folder: string | null, settings: Settings): Promise<FoundData> {
  if (folder !== null) return dataIn(folder, settings);
  const { dataset, trainCount, testCount, dataSeed: seed } = settings;
  switch (dataset) {
    case 'synthetic':
      return { raw: syntheticDigits({ trainCount, testCount, seed }), dataset, wholeFile: false };
    case 'files':
      throw new CommandError(
        'data',
        'The settings ask for your own files: name their folder with --data DIR.',
      );
    case 'mnist':
      return dataIn(mnistFolder(), settings);
  }
}

function mnistFolder(): string {
  const named = process.env.MNIST_DIR;
  if (named) return named;
  const served = join(ROOT, 'public', 'mnist');
  if (existsSync(served)) return served;
  throw new CommandError(
    'data',
    'MNIST is not here: name its folder with --data DIR, fetch it with npm run mnist, or train on --dataset synthetic.',
  );
}

async function dataIn(folder: string, settings: Settings): Promise<FoundData> {
  const files = await readFolder(folder);
  const official = await officialFiles(files);
  if (official)
    return { raw: await mnistFromBytes(official, 'app'), dataset: 'mnist', wholeFile: true };
  const { testShare, dataSeed: seed, labelColumn, headerRow } = settings;
  const raw = await datasetFromFiles(files, { testShare, seed, labelColumn, headerRow });
  return { raw, dataset: 'files', wholeFile: files.length === WHOLE_FILES };
}

/** One file of each stem: of "x" and "x.gz" the latter. */
async function readFolder(folder: string): Promise<NamedBytes[]> {
  const names = await readdir(folder).catch((cause: Error) => {
    throw new CommandError('data', `--data ${folder}: it cannot be read (${cause.message}).`, {
      cause,
    });
  });
  const byStem = new Map<string, string>();
  for (const name of names.filter((one) => DATA_FILE.test(one)).sort())
    byStem.set(name.replace(/\.gz$/, ''), name);
  if (byStem.size === 0)
    throw new CommandError(
      'data',
      `--data ${folder}: there are no data in it; it takes IDX files such as ${MNIST_FILES[3]?.name}, a CSV table or an .npz archive.`,
    );
  const read = async (name: string) => ({
    name,
    bytes: new Uint8Array(await readFile(join(folder, name))),
  });
  return Promise.all([...byStem.values()].map(read));
}

/** The four files of MNIST under their official names; null where the test images are others. Of the training images a part will do. */
async function officialFiles(
  files: readonly NamedBytes[],
): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const official = new Map<string, Uint8Array>();
  for (const file of MNIST_FILES) {
    const found = files.find(({ name }) => officialName(name) === file.name);
    if (!found) return null;
    if (file.part === 'test' && (await officialMismatch(file, found.bytes)) !== null) return null;
    official.set(file.name, found.bytes);
  }
  return official;
}

/** "train-images.idx3-ubyte" → "train-images-idx3-ubyte.gz". */
function officialName(name: string): string {
  return `${name.replace(/\.gz$/, '').replace('.idx', '-idx')}.gz`;
}
