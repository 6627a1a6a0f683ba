import Papa from 'papaparse';
import { DatasetFormatError } from '../model/errors.ts';
import { LONGEST_ROW } from '../model/fileLimits.ts';

/** One row of a table of text. */
export interface TableRow {
  /** From 1, counting every row of the file, its header and empty ones too. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** In a draw the first wins: numbers with decimal commas make a semicolon look no better than a comma. */
const SEPARATORS = ['\t', ';', ','];

/**
 * Calls `take` with each row that is not empty, until it returns false. The separator is guessed from the first rows;
 * cells may be quoted, as RFC 4180 has it. The text is taken apart in pieces of `pieceLength` characters, as every
 * cell and every fault in a quotation costs memory of its own: a row must end within a piece after the one it began in.
 * @throws DatasetFormatError for a quotation mark that is not closed or stands in the wrong place, and for rows longer
 * than a piece.
 */
export function forEachRow(
  text: string,
  fileName: string,
  take: (row: TableRow) => boolean,
  pieceLength: number = LONGEST_ROW,
): void {
  let before = 0;
  Papa.parse(text, {
    delimitersToGuess: SEPARATORS,
    chunkSize: pieceLength,
    chunk: ({ data, errors, meta }, parser) => {
      // A fault in a row that does not end in this piece may be none: a line break of two characters may be cut in half.
      const quote = errors.find(({ code }) => code === 'MissingQuotes' || code === 'InvalidQuotes');
      for (const [index, cells] of data.entries()) {
        const row = before + index + 1;
        if (quote?.row === index) throw badQuote(fileName, row, quote.code);
        if (cells.every((cell) => cell.trim() === '')) continue;
        if (take({ row, cells })) continue;
        parser.abort();
        return;
      }
      if (data.length === 0 && meta.cursor < text.length)
        throw quote
          ? badQuote(fileName, before + 1, quote.code)
          : tooLong(fileName, before + 1, pieceLength);
      before += data.length;
    },
  });
}

function tooLong(fileName: string, row: number, length: number): DatasetFormatError {
  return new DatasetFormatError(
    fileName,
    `${fileName}: row ${row} does not end within ${length} characters, expected shorter rows. Look for a quotation mark that is never closed, or leave out columns.`,
  );
}

function badQuote(fileName: string, row: number, code: string): DatasetFormatError {
  const finding =
    code === 'MissingQuotes'
      ? 'a quotation mark is opened and never closed'
      : 'a quoted cell goes on after its closing quotation mark';
  return new DatasetFormatError(
    fileName,
    `${fileName}: row ${row}: ${finding}, expected quotation marks around a whole cell, doubled inside it. Mend the row.`,
  );
}
