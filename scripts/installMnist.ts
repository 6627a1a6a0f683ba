import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Fetch } from '../src/data/download.ts';
import { isGzip } from '../src/data/gunzip.ts';
import { mnistFromBytes } from '../src/data/mnist.ts';
import { MNIST_ADDRESS, MNIST_FILES, officialMismatch } from '../src/data/mnistFiles.ts';
import { type FileBytes, readNetwork } from '../src/data/mnistSources.ts';
import type { RawDataset } from '../src/model/dataset.ts';
import { DatasetUnavailableError } from '../src/model/errors.ts';

export interface InstallOptions {
  /** Folder that gets the four files. */
  readonly target: string;
  /** Folder to copy from, with names as in MNIST_FILES or without `.gz`; null: download. */
  readonly from: string | null;
  readonly log: (line: string) => void;
  readonly fetch?: Fetch;
}

/**
 * Puts the four MNIST files into a folder: downloaded ones only with the official SHA-256, copied
 * ones when they are well-formed IDX files that belong together. Files already there are left.
 * @throws DatasetUnavailableError when a file cannot be had, DatasetFormatError when one is broken.
 */
export async function installMnist({ target, from, log, fetch }: InstallOptions): Promise<void> {
  if (from === null && (await isOfficial(target))) {
    log(`MNIST is already in ${target}.`);
    return;
  }
  const files = from === null ? await downloadFiles(log, fetch) : await readFolder(from);
  const dataset = await mnistFromBytes(files, 'app');
  await mkdir(target, { recursive: true });
  for (const [name, bytes] of files) await install(join(target, name), bytes, log);
  log(`${await describe(dataset, files)} in ${target}.`);
}

async function isOfficial(folder: string): Promise<boolean> {
  for (const file of MNIST_FILES) {
    const bytes = await readOptional(join(folder, file.name));
    if (bytes === null || (await officialMismatch(file, bytes)) !== null) return false;
  }
  return true;
}

/** What is in the files, and whether each is the official one. */
async function describe({ train, test }: RawDataset, files: FileBytes): Promise<string> {
  const others: string[] = [];
  for (const file of MNIST_FILES) {
    const bytes = files.get(file.name) as Uint8Array;
    if ((await officialMismatch(file, bytes)) !== null) others.push(file.name);
  }
  const note = others.length === 0 ? 'all official' : `not the official ${others.join(', ')}`;
  return `${train.count} training and ${test.count} test images (${note})`;
}

async function downloadFiles(
  log: InstallOptions['log'],
  fetch: Fetch | undefined,
): Promise<FileBytes> {
  let shown = -1;
  return readNetwork(MNIST_ADDRESS, MNIST_FILES, {
    ...(fetch ? { fetch } : {}),
    onProgress: ({ stage, receivedBytes, totalBytes }) => {
      const tenths = Math.floor((10 * receivedBytes) / (totalBytes ?? Number.POSITIVE_INFINITY));
      if (tenths === shown) return;
      shown = tenths;
      log(`${String(10 * tenths).padStart(3)} %  ${stage}`);
    },
  });
}

async function readFolder(folder: string): Promise<FileBytes> {
  const files = new Map<string, Uint8Array>();
  const missing: string[] = [];
  for (const { name } of MNIST_FILES) {
    const bytes =
      (await readOptional(join(folder, name))) ??
      (await readOptional(join(folder, name.replace(/\.gz$/, ''))));
    if (bytes === null) missing.push(name);
    else files.set(name, isGzip(bytes) ? bytes : gzipSync(bytes));
  }
  if (missing.length > 0) {
    throw new DatasetUnavailableError(
      folder,
      `${folder} does not hold ${missing.join(', ')}. Name a folder with the four MNIST files, or run "npm run mnist" without one to download them.`,
    );
  }
  return files;
}

async function readOptional(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new DatasetUnavailableError(path, `${path} cannot be read (${code}).`, { cause: error });
  }
}

/** Written beside its place and then moved there, so that a broken-off run leaves no half file. */
async function install(path: string, bytes: Uint8Array, log: InstallOptions['log']): Promise<void> {
  const present = await readOptional(path);
  if (present !== null && Buffer.compare(present, bytes) === 0) {
    log(`unchanged  ${path}`);
    return;
  }
  const unfinished = `${path}.part`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
  log(`written    ${path}  ${bytes.length} bytes`);
}
