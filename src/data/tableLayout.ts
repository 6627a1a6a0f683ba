import type { TableReading } from '../model/dataset.ts';
import { cellNumber } from './cellNumber.ts';
import type { TableRow } from './tableRows.ts';

/** What the user decides about a table; 'auto' leaves it to the rules below. */
export interface TableChoice {
  readonly labelColumn: 'auto' | 'first' | 'last';
  readonly headerRow: 'auto' | 'yes' | 'no';
}

/** Where in a table what is found; columns from 0. */
export interface TableLayout {
  readonly columnCount: number;
  readonly header: readonly string[] | null;
  readonly label: number;
  readonly labelFoundBy: TableReading['labelFoundBy'];
  /** In the order of the file. */
  readonly features: readonly number[];
  readonly rowNumbersLeftOut: boolean;
}

const LABEL_NAME = /^(class(es|_?label)?|labels?|targets?|y|category|species)$/i;
const ROW_NUMBER_NAME = /^(|id|index|unnamed: 0)$/i;

/**
 * Understands a table from its first rows.
 *
 * Header: the first row is one when a cell of it is called like a label (LABEL_NAME), or when at least half of the columns
 * that are mostly numbers below have no number there.
 *
 * Label, the first rule that decides: the column called like a label (the last one, then the first, then any); the last or
 * first column whose cells are mostly no numbers; of the last and the first column, when all their cells are whole numbers of
 * at least two values, the one with fewer values (a border pixel that is always 0 is no label); the last column.
 *
 * Row numbers: a first column called "", "id" or "index" that counts up by one is left out, as the label could be read
 * off it in a sorted file.
 */
export function tableLayout(rows: readonly TableRow[], choice: TableChoice): TableLayout {
  const columnCount = rows[0]?.cells.length ?? 0;
  const hasHeader = choice.headerRow === 'auto' ? findsHeader(rows) : choice.headerRow === 'yes';
  const header = hasHeader ? (rows[0]?.cells ?? []).map((cell) => cell.trim()) : null;
  const body = hasHeader ? rows.slice(1) : rows;
  const { label, labelFoundBy } = findLabel(body, header, columnCount, choice.labelColumn);
  const rowNumbersLeftOut = label !== 0 && columnCount > 2 && countsRows(body, header);
  const features = Array.from({ length: columnCount }, (_, column) => column).filter(
    (column) => column !== label && !(rowNumbersLeftOut && column === 0),
  );
  return { columnCount, header, label, labelFoundBy, features, rowNumbersLeftOut };
}

/** The numbers of a column in some rows; what is no number is NaN. */
function numbersOf(rows: readonly TableRow[], column: number): number[] {
  return rows.map(({ cells }) => cellNumber(cells[column] ?? ''));
}

function isMostlyNumbers(rows: readonly TableRow[], column: number): boolean {
  const numbers = numbersOf(rows, column);
  return numbers.filter(Number.isFinite).length * 2 > numbers.length;
}

function findsHeader(rows: readonly TableRow[]): boolean {
  const [first, ...body] = rows;
  if (!first) return false;
  if (first.cells.some((cell) => LABEL_NAME.test(cell.trim()))) return true;
  const numeric = [...first.cells.keys()].filter((column) => isMostlyNumbers(body, column));
  const wordsAbove = numeric.filter((column) =>
    Number.isNaN(cellNumber(first.cells[column] ?? '')),
  );
  return numeric.length > 0 && wordsAbove.length * 2 >= numeric.length;
}

function findLabel(
  body: readonly TableRow[],
  header: readonly string[] | null,
  columnCount: number,
  choice: TableChoice['labelColumn'],
): Pick<TableLayout, 'label' | 'labelFoundBy'> {
  const last = columnCount - 1;
  if (choice !== 'auto') return { label: choice === 'first' ? 0 : last, labelFoundBy: 'choice' };
  const inTurn = [last, 0, ...Array.from({ length: Math.max(0, last - 1) }, (_, i) => i + 1)];
  const named = inTurn.find((column) => LABEL_NAME.test(header?.[column] ?? ' '));
  if (named !== undefined) return { label: named, labelFoundBy: 'name' };
  const words = [last, 0].find((column) => body.length > 0 && !isMostlyNumbers(body, column));
  if (words !== undefined) return { label: words, labelFoundBy: 'words' };
  const valuesOfFirst = wholeValues(body, 0);
  const valuesOfLast = wholeValues(body, last);
  return { label: valuesOfFirst < valuesOfLast ? 0 : last, labelFoundBy: 'few-values' };
}

/** How many values the whole numbers of a column take; infinite where it is no column of labels. */
function wholeValues(rows: readonly TableRow[], column: number): number {
  const numbers = numbersOf(rows, column);
  const values = new Set(numbers);
  return values.size >= 2 && numbers.every(Number.isInteger) ? values.size : Infinity;
}

function countsRows(body: readonly TableRow[], header: readonly string[] | null): boolean {
  if (!header || !ROW_NUMBER_NAME.test(header[0] ?? '') || body.length < 2) return false;
  const numbers = numbersOf(body, 0);
  return numbers.every((number, i) => number === (numbers[0] as number) + i);
}
