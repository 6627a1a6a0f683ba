import { Unzip, UnzipInflate, unzipSync } from 'fflate';
import { DatasetFormatError } from '../model/errors.ts';
import { LARGEST_FILE, MOST_ENTRIES } from '../model/fileLimits.ts';
import { quoted, shortened } from '../model/readableText.ts';
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
  /** Of them as they are in the archive. */
  readonly packed: number;
}

/** Deflate makes no more of a byte (zlib.net/zlib_tech.html). */
const LARGEST_RATIO = 1032;

/** Bytes that are unzipped at once: they become a thousand times as many at worst. */
const PIECE = 2 ** 14;

/**
 * Unzips those arrays of a NumPy archive whose names are wanted. What the archive's directory says they unzip to is
 * bounded beforehand, and unzipping ends at the first byte beyond that: neither memory nor time is spent on more.
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
  for (const entry of wanted) checkClaim(entry, bytes.length, fileName);
  const unzipped = whileReading(fileName, () => unzipEntries(bytes, wanted));
  const arrays = new Map<string, NpyArray>();
  for (const { file, key } of wanted) {
    if (arrays.has(key)) throw damaged(fileName, `it holds ${quoted(key)} twice`);
    const content = unzipped.get(file);
    if (!content)
      throw damaged(fileName, `${quoted(file)} is missing or not of the size it should have`);
    arrays.set(key, parseNpy(content, fileName, `${fileName}, ${key}`));
  }
  return { arrays, present: entries.map(({ file }) => file.replace(/\.npy$/, '')) };
}

/** So that the memory an archive asks for is in proportion to its own size. */
function checkClaim({ file, bytes, packed }: Entry, available: number, fileName: string): void {
  if (packed > available || bytes > LARGEST_RATIO * packed)
    throw damaged(fileName, `${quoted(file)} cannot unzip from ${packed} to ${bytes} bytes`);
}

function listEntries(bytes: Uint8Array, fileName: string): Entry[] {
  const entries: Entry[] = [];
  const others: string[] = [];
  const list = (file: string, size: number, packed: number): false => {
    if (file.endsWith('.npy'))
      entries.push({ file, key: file.slice(0, -4).toLowerCase(), bytes: size, packed });
    else others.push(file);
    // A directory may claim four thousand million files, and the library believes it.
    if (entries.length + others.length > MOST_ENTRIES)
      throw new Error(`it claims more than ${MOST_ENTRIES} files`);
    return false;
  };
  whileReading(fileName, () =>
    unzipSync(bytes, { filter: ({ name, originalSize, size }) => list(name, originalSize, size) }),
  );
  if (entries.length === 0) {
    const found = others.length > 0 ? ` but ${others.slice(0, 3).map(shortened).join(', ')}` : '';
    throw new DatasetFormatError(
      fileName,
      `${fileName}: the archive holds no NumPy arrays (.npy)${found}. Save arrays with np.savez, or a spreadsheet as CSV.`,
    );
  }
  return entries;
}

/** The contents by name, each of the size that its entry says; what is of another size is left out. */
function unzipEntries(bytes: Uint8Array, wanted: readonly Entry[]): Map<string, Uint8Array> {
  const sizes = new Map(wanted.map(({ file, bytes: size }) => [file, size]));
  const contents = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  const unzip = new Unzip((entry) => {
    const size = sizes.get(entry.name);
    // One a name: else each of its namesakes would ask for that much memory again.
    if (size === undefined || seen.has(entry.name)) return;
    seen.add(entry.name);
    const content = new Uint8Array(size);
    let length = 0;
    entry.ondata = (error, piece, final) => {
      if (error) throw error;
      if (length + piece.length > size)
        throw new Error(`${quoted(entry.name)} unzips to more than it says`);
      content.set(piece, length);
      length += piece.length;
      if (final && length === size) contents.set(entry.name, content);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let start = 0; start < bytes.length; start += PIECE)
    unzip.push(bytes.subarray(start, start + PIECE), start + PIECE >= bytes.length);
  return contents;
}

/** Whatever the library throws at a broken archive names the file. */
function whileReading<T>(fileName: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw damaged(fileName, reason, cause);
  }
}

function damaged(fileName: string, reason: string, cause?: unknown): DatasetFormatError {
  return new DatasetFormatError(
    fileName,
    `${fileName}: the archive is damaged (${reason}). Copy or save the file again.`,
    { cause },
  );
}
