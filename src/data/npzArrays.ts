import { unzipSync } from 'fflate';
import { DatasetFormatError } from '../model/errors.ts';
import { LARGEST_FILE } from './gunzip.ts';
import { type NpyArray, parseNpy } from './npy.ts';

/** Arrays of an archive by name in lower case, and the names of all that it holds. */
export interface NpzArrays {
  readonly arrays: ReadonlyMap<string, NpyArray>;
  readonly present: readonly string[];
}

interface Entry {
  readonly file: string;
  readonly key: string;
  readonly bytes: number;
}

/**
 * Unzips those arrays of a NumPy archive whose names are wanted. What the archive's directory says they unzip to is
 * bounded beforehand, and no more than that is ever written: fflate fills a buffer of the size that was declared.
 * @throws DatasetFormatError for a broken archive, more than `limit` bytes, or an array that cannot be read.
 */
export function readNpzArrays(
  bytes: Uint8Array,
  fileName: string,
  isWanted: (key: string) => boolean,
  limit: number = LARGEST_FILE,
): NpzArrays {
  const entries = listEntries(bytes, fileName);
  const wanted = entries.filter(({ key }) => isWanted(key));
  const total = wanted.reduce((sum, entry) => sum + entry.bytes, 0);
  if (total > limit) {
    throw new DatasetFormatError(
      fileName,
      `${fileName}: unzipped its arrays hold ${total} bytes, expected at most ${limit}. Leave out samples, or save with a smaller dtype.`,
    );
  }
  const names = new Set(wanted.map(({ file }) => file));
  const unzipped = unzip(bytes, fileName, (file) => names.has(file));
  const arrays = new Map<string, NpyArray>();
  for (const { file, key } of wanted) {
    const content = unzipped[file];
    if (content) arrays.set(key, parseNpy(content, fileName, `${fileName}, ${key}`));
  }
  return { arrays, present: entries.map(({ file }) => file.replace(/\.npy$/, '')) };
}

function listEntries(bytes: Uint8Array, fileName: string): Entry[] {
  const entries: Entry[] = [];
  const others: string[] = [];
  unzip(bytes, fileName, (file, size) => {
    if (file.endsWith('.npy'))
      entries.push({ file, key: file.slice(0, -4).toLowerCase(), bytes: size });
    else others.push(file);
    return false;
  });
  if (entries.length === 0) {
    const found = others.length > 0 ? ` but ${others.slice(0, 3).join(', ')}` : '';
    throw new DatasetFormatError(
      fileName,
      `${fileName}: the archive holds no NumPy arrays (.npy)${found}. Save arrays with np.savez, or a spreadsheet as CSV.`,
    );
  }
  return entries;
}

function unzip(
  bytes: Uint8Array,
  fileName: string,
  take: (file: string, size: number) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name, originalSize }) => take(name, originalSize) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetFormatError(
      fileName,
      `${fileName}: the archive is damaged (${reason}). Copy or save the file again.`,
      { cause },
    );
  }
}
