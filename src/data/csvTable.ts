import { DatasetFormatError } from '../model/errors.ts';
import { LARGEST_VALUES, LONGEST_NAME, MOST_COLUMNS, MOST_SAMPLES } from '../model/fileLimits.ts';
import { quoted } from '../model/readableText.ts';
import { cellNumber, isMissing } from './cellNumber.ts';
import { GrowingFloats } from './growingFloats.ts';
import { type TableChoice, type TableLayout, tableLayout } from './tableLayout.ts';
import { forEachRow, type TableRow } from './tableRows.ts';

/** The numbers and labels of a table of text. */
export interface Table {
  readonly name: string;
  readonly layout: TableLayout;
  /** `count × features.length`, row-major. */
  readonly values: Float32Array;
  /** As they stand in the file, without the space around them. */
  readonly labels: readonly string[];
  /** The row of the file that each sample stands in, from 1. */
  readonly rows: readonly number[];
}

/** Rows that the layout is found from. */
const HEAD_ROWS = 1000;

/**
 * Reads a table of numbers with a column of labels. A test table is read `like` the training table: its label is in the
 * same column.
 * @throws DatasetFormatError naming file, row, column, what was found and what was expected.
 */
export function readTable(
  text: string,
  name: string,
  choice: TableChoice,
  like: Table | null = null,
): Table {
  const layout = findLayout(text, name, choice, like);
  const values = new GrowingFloats(layout.features.length);
  const labels: string[] = [];
  const rows: number[] = [];
  let isHeader = layout.header !== null;
  forEachRow(text, name, (row) => {
    if (isHeader) {
      isHeader = false;
      return true;
    }
    if (labels.length === MOST_SAMPLES) {
      throw new DatasetFormatError(
        name,
        `${name}: the table holds more than ${MOST_SAMPLES} samples, the most that are read. Leave out rows.`,
      );
    }
    labels.push(readRow(row, name, layout, values));
    rows.push(row.row);
    return true;
  });
  if (labels.length === 0) {
    const only = layout.header ? 'no row below its header' : 'no row';
    throw new DatasetFormatError(
      name,
      `${name}: the table has ${only}, expected one row a sample. Choose a file with samples.`,
    );
  }
  return { name, layout, values: values.taken(), labels, rows };
}

function findLayout(
  text: string,
  name: string,
  choice: TableChoice,
  like: Table | null,
): TableLayout {
  const head: TableRow[] = [];
  forEachRow(text, name, (row) => head.push(row) < HEAD_ROWS);
  const [first] = head;
  checkColumns(name, head);
  const found = tableLayout(head, choice);
  if (first && found.features.length === 0) {
    throw new DatasetFormatError(
      name,
      `${name}: row ${first.row} has one column, expected features and a label, separated by commas, semicolons or tabs.`,
    );
  }
  if (!like || !first) return found;
  checkAlike(name, first.row, found, like);
  return { ...like.layout, header: found.header };
}

/** The layout looks at every column of every row: it is not asked before they are as many as they should be. */
function checkColumns(name: string, [first, ...others]: readonly TableRow[]): void {
  if (!first) return;
  const { row, cells } = first;
  if (cells.length > MOST_COLUMNS) {
    throw new DatasetFormatError(
      name,
      `${name}: row ${row} has ${cells.length} columns, expected at most ${MOST_COLUMNS}. Leave out columns.`,
    );
  }
  const long = cells.findIndex((cell) => cell.length > LONGEST_NAME);
  if (long >= 0) {
    throw new DatasetFormatError(
      name,
      `${name}: row ${row}, column ${long + 1}: ${quoted(cells[long] as string)} has ${cells[long]?.length} characters, expected at most ${LONGEST_NAME}. Shorten it, or leave the column out.`,
    );
  }
  // A table of one column has another fault.
  if (cells.length > 1) for (const other of others) checkWidth(name, other, cells.length);
}

function checkWidth(name: string, { row, cells }: TableRow, expected: number): void {
  if (cells.length === expected) return;
  throw new DatasetFormatError(
    name,
    `${name}: row ${row} has ${cells.length} ${cells.length === 1 ? 'column' : 'columns'}, expected ${expected} as in the first row. Mend or remove the row.`,
  );
}

/** @throws DatasetFormatError where a test table has other columns than the training table. */
function checkAlike(name: string, row: number, found: TableLayout, like: Table): void {
  const { columnCount, header } = like.layout;
  if (found.columnCount !== columnCount) {
    throw new DatasetFormatError(
      name,
      `${name}: row ${row} has ${found.columnCount} columns, expected ${columnCount} as in ${like.name}. Choose files that belong together.`,
    );
  }
  const odd = found.header?.findIndex((cell, column) => header && header[column] !== cell) ?? -1;
  if (odd < 0) return;
  throw new DatasetFormatError(
    name,
    `${name}: row ${row}, column ${odd + 1} is called ${quoted(found.header?.[odd] ?? '')}, expected ${quoted(header?.[odd] ?? '')} as in ${like.name}. Bring the columns into the same order.`,
  );
}

/** Keeps the features of a row; the result is its label. */
function readRow(
  given: TableRow,
  name: string,
  layout: TableLayout,
  values: GrowingFloats,
): string {
  checkWidth(name, given, layout.columnCount);
  const { row, cells } = given;
  const label = (cells[layout.label] as string).trim();
  if (isMissing(label)) throw badCell(name, row, layout, layout.label, label, 'a class');
  const target = values.nextRow();
  if (!target) {
    throw new DatasetFormatError(
      name,
      `${name}: the table holds more than ${LARGEST_VALUES} numbers, the most that are read. Leave out rows or columns.`,
    );
  }
  layout.features.forEach((column, feature) => {
    const cell = cells[column] as string;
    const number = Math.fround(cellNumber(cell));
    if (!Number.isFinite(number)) throw badCell(name, row, layout, column, cell, 'a number');
    target[feature] = number;
  });
  return label;
}

/** How an error calls a column: 1-based, and by name where there is one. */
export function columnTitle({ header }: TableLayout, column: number): string {
  return `column ${column + 1}${header?.[column] ? ` ${quoted(header[column])}` : ''}`;
}

function badCell(
  name: string,
  row: number,
  layout: TableLayout,
  column: number,
  cell: string,
  expected: string,
): DatasetFormatError {
  const found = cell.trim() === '' ? 'an empty cell' : quoted(cell);
  return new DatasetFormatError(
    name,
    `${name}: row ${row}, ${columnTitle(layout, column)}: found ${found}, expected ${expected}. ${remedyFor(cell)}`,
  );
}

function remedyFor(cell: string): string {
  if (/^[+-]?\d+,\d+$/.test(cell.trim())) return 'Write decimals with a point.';
  if (isMissing(cell)) return 'Fill the cell in or remove its row.';
  if (Number.isFinite(cellNumber(cell)))
    return 'The number is too large for float32: rescale the column.';
  return 'Mend the cell, or code the column in numbers; if it holds the label, choose it under Data.';
}
