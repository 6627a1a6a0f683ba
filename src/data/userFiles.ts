import type { RawDataset } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { LARGEST_FILE, MOST_FILES } from '../model/fileLimits.ts';
import { gunzip } from './gunzip.ts';
import { datasetFromIdx } from './idxFiles.ts';
import type { NamedBytes } from './namedBytes.ts';
import type { SplitOptions } from './splitSamples.ts';
import type { TableChoice } from './tableLayout.ts';

/** How the user wants files to be read. */
export type ReadingOptions = SplitOptions & TableChoice;

type FileKind = 'idx' | 'csv' | 'npz';

const KIND_NAMES: Readonly<Record<FileKind, string>> = {
  idx: 'an IDX file',
  csv: 'a table (CSV)',
  npz: 'an .npz archive',
};

const ACCEPTED =
  'Accepted are IDX files (images and labels), CSV or TSV tables and .npz archives, each also with .gz.';

/**
 * A data set from files of one kind, gzipped or not, told apart by content: IDX (idxFiles.ts), text tables
 * (csvFiles.ts) or one NumPy archive (npzFile.ts). Readers are fetched for the kind that is there.
 * @throws DatasetFormatError naming the file and what is wrong with it; ConfigurationError for a test share that
 * leaves a part empty.
 */
export async function datasetFromFiles(
  files: readonly NamedBytes[],
  options: ReadingOptions,
): Promise<RawDataset> {
  if (files.length === 0) throw new DatasetFormatError('files', `No file was chosen. ${ACCEPTED}`);
  const unzipped = await unzipAll(files);
  const kind = commonKind(unzipped);
  switch (kind) {
    case 'idx':
      return datasetFromIdx(unzipped, options);
    case 'csv': {
      const { datasetFromTables } = await import('./csvFiles.ts');
      return datasetFromTables(unzipped, options);
    }
    case 'npz': {
      const { datasetFromNpz } = await import('./npzFile.ts');
      return datasetFromNpz(unzipped, options);
    }
  }
}

/** Files unzip to LARGEST_FILE bytes together: many small bombs make a large one. */
async function unzipAll(files: readonly NamedBytes[]): Promise<NamedBytes[]> {
  const surplus = files[MOST_FILES];
  if (surplus) {
    throw new DatasetFormatError(
      surplus.name,
      `${surplus.name}: this is file ${MOST_FILES + 1} of ${files.length}, and a data set has at most ${MOST_FILES}: images and labels for training and for testing. Choose fewer files.`,
    );
  }
  const unzipped: NamedBytes[] = [];
  let left = LARGEST_FILE;
  for (const { name, bytes: given } of files) {
    const bytes = await gunzip(given, name, left);
    left -= bytes.length;
    if (left < 0) {
      throw new DatasetFormatError(
        name,
        `${name}: with it the files hold more than ${LARGEST_FILE} bytes, the most that is read. Choose smaller files.`,
      );
    }
    unzipped.push({ name, bytes });
  }
  return unzipped;
}

function commonKind(files: readonly NamedBytes[]): FileKind {
  const kinds = files.map((file) => kindOf(file));
  const [first] = kinds as [FileKind];
  const odd = kinds.findIndex((kind) => kind !== first);
  if (odd < 0) return first;
  const [one, other] = [files[0], files[odd]] as [NamedBytes, NamedBytes];
  throw new DatasetFormatError(
    other.name,
    `${other.name}: this is ${KIND_NAMES[kinds[odd] as FileKind]}, but ${one.name} is ${KIND_NAMES[first]}; choose files of one kind.`,
  );
}

/** By its first bytes, and a text by its name or its separators. */
function kindOf({ name, bytes }: NamedBytes): FileKind {
  if (bytes.length === 0)
    throw new DatasetFormatError(name, `${name}: the file is empty. ${ACCEPTED}`);
  const start = String.fromCharCode(...bytes.subarray(0, 6));
  if (start.startsWith('\0\0')) return 'idx';
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'npz';
  if (start === '\x93NUMPY') {
    throw new DatasetFormatError(
      name,
      `${name}: this is a single NumPy array; save features and labels together with np.savez("data.npz", x_train=…, y_train=…).`,
    );
  }
  if (/\.idx|ubyte/i.test(name)) return 'idx';
  if (isTable(name, bytes)) return 'csv';
  throw new DatasetFormatError(name, `${name}: this is no data set that can be read. ${ACCEPTED}`);
}

/** Bytes that a text is judged by. */
const HEAD_LENGTH = 4096;

function isTable(name: string, bytes: Uint8Array): boolean {
  if (/\.(csv|tsv)(\.gz)?$/i.test(name)) return true;
  const head = bytes.subarray(0, HEAD_LENGTH);
  if (/\.(json|xml|html?|xlsx?|parquet|png|jpe?g|pdf)$/i.test(name) || head.includes(0))
    return false;
  const [firstLine = ''] = new TextDecoder().decode(head).split(/\r?\n/, 1);
  return /[,;\t]/.test(firstLine) && !firstLine.includes('\ufffd');
}
