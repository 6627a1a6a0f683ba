import type { DatasetSource, RawDataset } from '../model/dataset.ts';
import { DatasetFormatError, DatasetUnavailableError } from '../model/errors.ts';
import { assembleImages, classesUpToLargest, labelledImages } from './assembleDataset.ts';
import { type ByteCache, browserCache } from './byteCache.ts';
import { gunzip } from './gunzip.ts';
import { parseIdxImages, parseIdxLabels } from './idx.ts';
import { MNIST_ADDRESS, MNIST_FILES, type MnistFile, mnistFile } from './mnistFiles.ts';
import {
  type FetchOptions,
  type FileBytes,
  readApp,
  readCache,
  readNetwork,
  writeCache,
} from './mnistSources.ts';

/** The official number; a part with fewer is called by its size. */
const TRAINING_IMAGES = 60_000;

export interface MnistOptions extends FetchOptions {
  /** Absolute address of the app, with a slash at its end; its files are at `mnist/<file>` from there. */
  readonly baseUrl: string;
  /** null: keep nothing. By default this browser's IndexedDB. */
  readonly cache?: ByteCache | null;
  /** Where to download from, with a slash at its end. */
  readonly address?: string;
  /** Whether it may be downloaded; by default it may. */
  readonly network?: boolean;
  /** What to download. */
  readonly files?: readonly MnistFile[];
}

/**
 * MNIST from the first place that has all four files: this browser's cache, the app's own server,
 * the network. What came from the network, and what is in the cache, is the official data by its
 * SHA-256; the app may serve any well-formed IDX files under the official names, such as a subset.
 * @throws DatasetUnavailableError when none of the three has it; the signal's reason when aborted.
 */
export async function loadMnist(options: MnistOptions): Promise<RawDataset> {
  const { baseUrl, address = MNIST_ADDRESS, files = MNIST_FILES, signal } = options;
  const { network = true } = options;
  const cache = options.cache === undefined ? browserCache() : options.cache;
  const sources: readonly (readonly [DatasetSource, () => Promise<FileBytes>])[] = [
    ['browser-cache', () => readCache(cache, files)],
    ['app', () => readApp(new URL('mnist/', baseUrl).href, files, options)],
    ['network', () => readNetwork(address, files, options)],
  ];
  const failures: Error[] = [];
  for (const [source, read] of network ? sources : sources.slice(0, -1)) {
    signal?.throwIfAborted();
    try {
      const bytes = await read();
      const dataset = await mnistFromBytes(bytes, source, files);
      if (source === 'network') await writeCache(cache, bytes);
      return dataset;
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  throw new DatasetUnavailableError(
    address,
    `MNIST could not be loaded (${failures.map(({ message }) => message.replace(/\.$/, '')).join('; ')}): go online and try again, or choose your own files.`,
    { cause: new AggregateError(failures) },
  );
}

/**
 * Parses the four files, zipped or not, and checks that they belong together.
 * @throws DatasetFormatError naming the file that is missing or does not fit.
 */
export async function mnistFromBytes(
  bytes: FileBytes,
  source: DatasetSource,
  files: readonly MnistFile[] = MNIST_FILES,
): Promise<RawDataset> {
  const content = async ({ name }: MnistFile): Promise<Uint8Array> => {
    const found = bytes.get(name);
    if (!found) throw new DatasetFormatError(name, `${name}: the file is missing.`);
    return gunzip(found, name);
  };
  const part = async (which: MnistFile['part']) => {
    const images = mnistFile(files, which, 'images');
    const labels = mnistFile(files, which, 'labels');
    return {
      name: images.name,
      content: labelledImages(
        { name: images.name, content: parseIdxImages(await content(images), images.name) },
        { name: labels.name, content: parseIdxLabels(await content(labels), labels.name) },
      ),
    };
  };
  const train = await part('train');
  const test = await part('test');
  const { count, labels } = train.content;
  const name =
    count === TRAINING_IMAGES
      ? 'MNIST'
      : `MNIST (${count.toLocaleString('en-GB')} training images)`;
  const classes = classesUpToLargest(labels, test.content.labels);
  return assembleImages(name, source, train, test, classes);
}
