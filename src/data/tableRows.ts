import Papa from 'papaparse';
import { DatasetFormatError } from '../model/errors.ts';

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
 * cells may be quoted, as RFC 4180 has it.
 * @throws DatasetFormatError for a quotation mark that is not closed or stands in the wrong place.
 */
export function forEachRow(text: string, fileName: string, take: (row: TableRow) => boolean): void {
  let row = 0;
  Papa.parse(text, {
    delimitersToGuess: SEPARATORS,
    step: ({ data, errors }, parser) => {
      row++;
      const quote = errors.find(({ code }) => code === 'MissingQuotes' || code === 'InvalidQuotes');
      if (quote) throw badQuote(fileName, row, quote.code);
      if (data.every((cell) => cell.trim() === '')) return;
      if (!take({ row, cells: data })) parser.abort();
    },
  });
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
