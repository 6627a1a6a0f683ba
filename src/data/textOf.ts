import { DatasetFormatError } from '../model/errors.ts';
import { LARGEST_TEXT } from '../model/fileLimits.ts';

/**
 * The text of a file: UTF-8, or UTF-16 where a byte order mark says so, as spreadsheets save "Unicode text".
 * @throws DatasetFormatError for more text than is read and for bytes that are none.
 */
export function textOf(bytes: Uint8Array, fileName: string, limit: number = LARGEST_TEXT): string {
  if (bytes.length > limit) {
    throw new DatasetFormatError(
      fileName,
      `${fileName}: the table holds ${bytes.length} bytes, expected at most ${limit}. Leave out rows, or save the data as .npz.`,
    );
  }
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DatasetFormatError(
      fileName,
      `${fileName}: the text is not UTF-8. Save the table as CSV in UTF-8.`,
      { cause },
    );
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
