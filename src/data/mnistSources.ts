import { DatasetFormatError, DatasetUnavailableError } from '../model/errors.ts';
import { LARGEST_FILE } from '../model/fileLimits.ts';
import type { ByteCache } from './byteCache.ts';
import { download, type Fetch } from './download.ts';
import { isGzip } from './gunzip.ts';
import { idxKind } from './idx.ts';
import { type MnistFile, officialMismatch } from './mnistFiles.ts';

export interface DownloadProgress {
  /** Name of the file that is being read. */
  readonly stage: string;
  /** Over all four files. */
  readonly receivedBytes: number;
  /** Over all four files; null while reading files of unknown length. */
  readonly totalBytes: number | null;
}

/** How files are fetched. */
export interface FetchOptions {
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: Fetch;
}

/** The bytes of the four files by name. */
export type FileBytes = ReadonlyMap<string, Uint8Array>;

/**
 * The four files as they were downloaded once.
 * @throws DatasetUnavailableError unless all are there and official.
 */
export async function readCache(
  cache: ByteCache | null,
  files: readonly MnistFile[],
): Promise<FileBytes> {
  const found = new Map<string, Uint8Array>();
  for (const file of files) {
    // A cache that does not work is as good as an empty one.
    const bytes = await cache?.read(file.name).catch(() => undefined);
    if (!bytes || (await officialMismatch(file, bytes))) {
      throw new DatasetUnavailableError('browser cache', 'it is not in the browser’s cache');
    }
    found.set(file.name, bytes);
  }
  return found;
}

/** Keeps downloaded files; failures are silent. */
export async function writeCache(cache: ByteCache | null, bytes: FileBytes): Promise<void> {
  if (!cache) return;
  // The data are here; a full or forbidden cache only means another download next time.
  await Promise.allSettled([...bytes].map(([name, content]) => cache.write(name, content)));
}

/**
 * The files that the app itself serves, such as a subset: not compared with any checksum.
 * @throws DatasetUnavailableError when one is missing. A development server answers a missing file
 * with its index page and status 200, so it is the content that is looked at.
 */
export async function readApp(
  address: string,
  files: readonly MnistFile[],
  options: FetchOptions,
): Promise<FileBytes> {
  const found = new Map<string, Uint8Array>();
  let receivedBytes = 0;
  for (const { name } of files) {
    const bytes = await download(address + name, {
      fetch: options.fetch ?? pageFetch,
      limit: LARGEST_FILE,
      signal: options.signal,
      onChunk: (chunk) => {
        receivedBytes += chunk.length;
        options.onProgress?.({ stage: name, receivedBytes, totalBytes: null });
      },
    });
    if (!isGzip(bytes) && idxKind(bytes) === null) {
      throw new DatasetUnavailableError(
        address + name,
        `this app serves no IDX file mnist/${name}`,
      );
    }
    found.set(name, bytes);
  }
  return found;
}

/**
 * The official files; @throws DatasetUnavailableError when one cannot be had, DatasetFormatError
 * when its length or SHA-256 is not the official one.
 */
export async function readNetwork(
  address: string,
  files: readonly MnistFile[],
  options: FetchOptions,
): Promise<FileBytes> {
  const found = new Map<string, Uint8Array>();
  let receivedBefore = 0;
  let totalBytes = files.reduce((sum, file) => sum + file.zipped.length, 0);
  for (const file of files) {
    let received = 0;
    const bytes = await download(address + file.name, {
      fetch: options.fetch ?? pageFetch,
      limit: Math.max(file.zipped.length, file.unzipped.length),
      signal: options.signal,
      onChunk: (chunk) => {
        // A server may unzip on the way: then more bytes come than were announced.
        if (received === 0 && !isGzip(chunk))
          totalBytes += file.unzipped.length - file.zipped.length;
        received += chunk.length;
        const receivedBytes = receivedBefore + received;
        options.onProgress?.({ stage: file.name, receivedBytes, totalBytes });
      },
    });
    const mismatch = await officialMismatch(file, bytes);
    if (mismatch) throw new DatasetFormatError(file.name, `the download is not MNIST: ${mismatch}`);
    receivedBefore += received;
    found.set(file.name, bytes);
  }
  return found;
}

/** Called as a plain function: fetch refuses to run as a method of another object. */
const pageFetch: Fetch = (address, init) => fetch(address, init);
