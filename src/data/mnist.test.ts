import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DatasetUnavailableError } from '../model/errors.ts';
import type { ByteCache } from './byteCache.ts';
import type { Fetch } from './download.ts';
import { encodeIdx } from './encodeIdx.ts';
import { loadMnist } from './mnist.ts';
import { MNIST_FILES, type MnistFile } from './mnistFiles.ts';
import type { DownloadProgress } from './mnistSources.ts';

const APP = 'https://app.test/lab/';
const CDN = 'https://cdn.test/';

type Files = ReadonlyMap<string, Uint8Array>;

/** Four small files; `seed` makes them differ. */
function makeFiles(trainCount: number, testCount: number, seed = 0): Files {
  const make = ({ kind, part }: MnistFile): Uint8Array => {
    const count = part === 'train' ? trainCount : testCount;
    const body = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + seed) % 10);
    return kind === 'labels'
      ? encodeIdx([count], body(count))
      : encodeIdx([count, 4, 5], body(count * 20));
  };
  return new Map(MNIST_FILES.map((file) => [file.name, make(file)]));
}

const zip = (files: Files): Files =>
  new Map([...files].map(([name, bytes]) => [name, new Uint8Array(gzipSync(bytes))]));

const facts = (bytes: Uint8Array) => ({
  length: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const bytesOf = (files: Files, name: string) => files.get(name) as Uint8Array;

const PLAIN = makeFiles(8, 3);
const ZIPPED = zip(PLAIN);
/** What stands for the official files here. */
const OFFICIAL: readonly MnistFile[] = MNIST_FILES.map((file) => ({
  ...file,
  zipped: facts(bytesOf(ZIPPED, file.name)),
  unzipped: facts(bytesOf(PLAIN, file.name)),
}));

/** A web of servers: address prefix → files; everything else is a 404. */
function fakeFetch(servers: Readonly<Record<string, Files>>) {
  const asked: string[] = [];
  const fetch: Fetch = async (address) => {
    asked.push(address);
    for (const [prefix, files] of Object.entries(servers)) {
      const bytes = files.get(address.slice(prefix.length));
      if (address.startsWith(prefix) && bytes) return new Response(Uint8Array.from(bytes));
    }
    return new Response('gone', { status: 404 });
  };
  return { fetch, asked };
}

function fakeCache(content: Files = new Map()): ByteCache & { content: Map<string, Uint8Array> } {
  const kept = new Map(content);
  return {
    content: kept,
    read: async (name) => kept.get(name),
    write: async (name, bytes) => {
      kept.set(name, bytes);
    },
  };
}

const common = { baseUrl: APP, address: CDN, files: OFFICIAL };
const rejection = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => new Error('it did not reject'),
    (error: Error) => error,
  );

describe('the sources of MNIST', () => {
  it('prefers the cache and then asks nobody', async () => {
    const { fetch, asked } = fakeFetch({ [`${APP}mnist/`]: ZIPPED, [CDN]: ZIPPED });
    const dataset = await loadMnist({ ...common, fetch, cache: fakeCache(ZIPPED) });
    expect(dataset).toMatchObject({ source: 'browser-cache' });
    expect(dataset.classes).toHaveLength(10);
    expect(asked).toEqual([]);
  });

  it('then takes what the app serves, be it official or not', async () => {
    const subset = zip(makeFiles(5, 2, 3));
    const cache = fakeCache();
    const { fetch } = fakeFetch({ [`${APP}mnist/`]: subset, [CDN]: ZIPPED });
    const dataset = await loadMnist({ ...common, fetch, cache });
    expect(dataset).toMatchObject({ source: 'app', name: 'MNIST (5 training images)' });
    expect(dataset.train).toMatchObject({ count: 5, picture: { height: 4, width: 5 } });
    expect(dataset.test.count).toBe(2);
    expect(cache.content.size, 'unofficial files are not cached').toBe(0);
  });

  it('takes unzipped files from the app', async () => {
    const { fetch } = fakeFetch({ [`${APP}mnist/`]: PLAIN });
    expect(await loadMnist({ ...common, fetch, cache: null })).toMatchObject({ source: 'app' });
  });

  it('asks nobody but the app where it may not download', async () => {
    const { fetch, asked } = fakeFetch({ [CDN]: ZIPPED });
    const error = await rejection(loadMnist({ ...common, fetch, cache: null, network: false }));
    expect(error).toMatchObject({ name: 'DatasetUnavailableError' });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((address) => !address.startsWith(APP))).toEqual([]);
  });

  it.each([
    ['zipped', ZIPPED],
    ['unzipped on the way', PLAIN],
  ])('then downloads: %s, checked, reported, cached', async (_, served) => {
    const cache = fakeCache();
    const { fetch } = fakeFetch({ [CDN]: served });
    const seen: DownloadProgress[] = [];
    const onProgress = (progress: DownloadProgress) => seen.push(progress);
    const dataset = await loadMnist({ ...common, fetch, cache, onProgress });
    expect(dataset.source).toBe('network');
    expect(dataset.train.values).toEqual(bytesOf(PLAIN, 'train-images-idx3-ubyte.gz').subarray(16));
    expect(cache.content).toEqual(new Map(served));
    const total = [...served.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(seen.at(-1)).toMatchObject({ receivedBytes: total, totalBytes: total });
    expect(new Set(seen.map(({ stage }) => stage)).size).toBe(4);
    const again = await loadMnist({ ...common, fetch, cache });
    expect(again.source).toBe('browser-cache');
  });

  it('is not fooled by a page in place of a file', async () => {
    const page = new TextEncoder().encode('<!doctype html>');
    const pages = new Map(MNIST_FILES.map(({ name }) => [name, page]));
    const { fetch } = fakeFetch({ [`${APP}mnist/`]: pages, [CDN]: ZIPPED });
    expect(await loadMnist({ ...common, fetch, cache: null })).toMatchObject({ source: 'network' });
  });

  it('passes over files of the app that do not belong together', async () => {
    const mixed = new Map([
      ...ZIPPED,
      ['train-labels-idx1-ubyte.gz', encodeIdx([1], new Uint8Array(1))],
    ]);
    const { fetch } = fakeFetch({ [`${APP}mnist/`]: mixed, [CDN]: ZIPPED });
    expect(await loadMnist({ ...common, fetch, cache: null })).toMatchObject({ source: 'network' });
  });

  it('passes over a cache that is damaged, incomplete or forbidden', async () => {
    const { fetch } = fakeFetch({ [CDN]: ZIPPED });
    const damaged = fakeCache(zip(makeFiles(8, 3, 1)));
    const incomplete = fakeCache(new Map([...ZIPPED].slice(0, 3)));
    const forbidden: ByteCache = {
      read: () => Promise.reject(new Error('no storage')),
      write: () => Promise.reject(new Error('no storage')),
    };
    for (const cache of [damaged, incomplete, forbidden]) {
      expect(await loadMnist({ ...common, fetch, cache })).toMatchObject({ source: 'network' });
    }
    expect(damaged.content, 'and repairs it').toEqual(new Map(ZIPPED));
  });

  it('works without IndexedDB', async () => {
    const { fetch } = fakeFetch({ [CDN]: ZIPPED });
    expect(await loadMnist({ ...common, fetch })).toMatchObject({ source: 'network' });
  });
});

describe('what is refused', () => {
  it('refuses a download with another checksum, and caches nothing', async () => {
    const other = new Map(makeFiles(8, 3, 1));
    const cache = fakeCache();
    const { fetch } = fakeFetch({ [CDN]: other });
    const error = await rejection(loadMnist({ ...common, fetch, cache }));
    expect(error).toBeInstanceOf(DatasetUnavailableError);
    expect(error.message).toMatch(
      /train-labels-idx1-ubyte\.gz has the SHA-256 [0-9a-f]{64}, expected/,
    );
    expect(cache.content.size).toBe(0);
  });

  it('stops a download that is longer than the official file', async () => {
    const longer = new Map(ZIPPED);
    longer.set('train-labels-idx1-ubyte.gz', new Uint8Array(10_000));
    const { fetch } = fakeFetch({ [CDN]: longer });
    const error = await rejection(loadMnist({ ...common, fetch, cache: null }));
    expect(error.message).toMatch(/the server sent more than \d+ bytes/);
  });

  it('says in one sentence why no source has it', async () => {
    const fetch: Fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const error = await rejection(loadMnist({ ...common, fetch, cache: null }));
    expect(error).toBeInstanceOf(DatasetUnavailableError);
    expect(error).toMatchObject({ label: CDN });
    expect(error.message).toBe(
      'MNIST could not be loaded (it is not in the browser’s cache; ' +
        `${APP}mnist/train-labels-idx1-ubyte.gz could not be read: Failed to fetch; ` +
        `${CDN}train-labels-idx1-ubyte.gz could not be read: Failed to fetch): ` +
        'go online and try again, or choose your own files.',
    );
    expect((error.cause as AggregateError).errors).toHaveLength(3);
  });
});

describe('abort', () => {
  it('ends before anything is asked for', async () => {
    const { fetch, asked } = fakeFetch({ [CDN]: ZIPPED });
    const signal = AbortSignal.abort();
    const error = await rejection(loadMnist({ ...common, fetch, cache: null, signal }));
    expect(error.name).toBe('AbortError');
    expect(asked).toEqual([]);
  });

  it('ends in the middle of a download, and does not turn to the next source', async () => {
    const controller = new AbortController();
    const { fetch, asked } = fakeFetch({ [`${APP}mnist/`]: ZIPPED, [CDN]: ZIPPED });
    const onProgress = () => controller.abort();
    const error = await rejection(
      loadMnist({ ...common, fetch, cache: null, onProgress, signal: controller.signal }),
    );
    expect(error.name).toBe('AbortError');
    expect(asked).toHaveLength(1);
  });

  it('ends while the server is silent', async () => {
    const controller = new AbortController();
    const fetch: Fetch = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        controller.abort();
      });
    const error = await rejection(
      loadMnist({ ...common, fetch, cache: null, signal: controller.signal }),
    );
    expect(error.name).toBe('AbortError');
  });
});
