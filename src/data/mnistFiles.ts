import { ConfigurationError } from '../model/errors.ts';
import { isGzip } from './gunzip.ts';
import type { IdxKind } from './idx.ts';
import { sha256Hex } from './sha256.ts';

/** One of the four official files. */
export interface MnistFile {
  /** Name it has on every server, with `.gz`. */
  readonly name: string;
  readonly part: 'train' | 'test';
  readonly kind: IdxKind;
  /** As distributed. */
  readonly zipped: { readonly length: number; readonly sha256: string };
  /** After a server or the browser has unzipped it on the way. */
  readonly unzipped: { readonly length: number; readonly sha256: string };
}

/** All four, the small ones first: a server that has none of them is found out for little. */
export const MNIST_FILES: readonly MnistFile[] = [
  {
    name: 'train-labels-idx1-ubyte.gz',
    part: 'train',
    kind: 'labels',
    zipped: {
      length: 28_881,
      sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    },
    unzipped: {
      length: 60_008,
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
  },
  {
    name: 't10k-labels-idx1-ubyte.gz',
    part: 'test',
    kind: 'labels',
    zipped: {
      length: 4_542,
      sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    },
    unzipped: {
      length: 10_008,
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  {
    name: 't10k-images-idx3-ubyte.gz',
    part: 'test',
    kind: 'images',
    zipped: {
      length: 1_648_877,
      sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    },
    unzipped: {
      length: 7_840_016,
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
  },
  {
    name: 'train-images-idx3-ubyte.gz',
    part: 'train',
    kind: 'images',
    zipped: {
      length: 9_912_422,
      sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    },
    unzipped: {
      length: 47_040_016,
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
  },
];

/** The official files at a fixed commit, on a server that lets any page read them. */
export const MNIST_ADDRESS =
  'https://cdn.jsdelivr.net/gh/fgnt/mnist@ae608a02b796c9ee908c082585a5f006fe05258e/';

/** What a download of all four takes. */
export const MNIST_BYTES = MNIST_FILES.reduce((sum, { zipped }) => sum + zipped.length, 0);

/**
 * What tells these bytes from the official file; null when they are it, zipped or unzipped. (Both
 * sums of the test files were taken from the files; those of the unzipped training files are the
 * ones many projects publish beside the sums of the zipped ones.)
 */
export async function officialMismatch(file: MnistFile, bytes: Uint8Array): Promise<string | null> {
  const expected = isGzip(bytes) ? file.zipped : file.unzipped;
  if (bytes.length !== expected.length) {
    return `${file.name} has ${bytes.length} bytes, expected ${expected.length}`;
  }
  const sum = await sha256Hex(bytes);
  if (sum === expected.sha256) return null;
  return `${file.name} has the SHA-256 ${sum}, expected ${expected.sha256}`;
}

/** The file of one part and kind; @throws ConfigurationError when the list lacks it. */
export function mnistFile(
  files: readonly MnistFile[],
  part: MnistFile['part'],
  kind: IdxKind,
): MnistFile {
  const file = files.find((candidate) => candidate.part === part && candidate.kind === kind);
  if (!file) throw new ConfigurationError('MNIST files', `The list names no ${part} ${kind}.`);
  return file;
}
