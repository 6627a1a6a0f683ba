import { DatasetFormatError } from '../model/errors.ts';
import { LARGEST_FILE } from '../model/fileLimits.ts';
import { collectBytes, TooManyBytesError } from './collectBytes.ts';

/** Whether the bytes begin with gzip's 1f 8b. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unzips gzip bytes, checking their CRC; bytes that are not gzip come back as they are. The output
 * is collected as a stream, so that a small file that claims to be huge fills no memory.
 * @throws DatasetFormatError for damaged gzip and for more than `limit` bytes of output.
 */
export async function gunzip(
  bytes: Uint8Array,
  fileName: string,
  limit: number = LARGEST_FILE,
): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  // Blob wants bytes that no other thread can change; files and downloads are never shared memory.
  const zipped = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  try {
    return await collectBytes(zipped.pipeThrough(new DecompressionStream('gzip')), limit);
  } catch (cause) {
    if (cause instanceof TooManyBytesError) {
      throw new DatasetFormatError(
        fileName,
        `${fileName}: unzipped it holds more than ${limit} bytes, the most that is read. Choose a smaller file.`,
        { cause },
      );
    }
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
    throw new DatasetFormatError(
      fileName,
      `${fileName}: the gzip data are damaged (${reason}). Copy or download the file again.`,
      { cause },
    );
  }
}
