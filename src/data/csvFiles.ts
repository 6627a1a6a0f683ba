import type { RawDataset, TableReading } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { quoted, visibleText } from '../model/readableText.ts';
import { cellNumber } from './cellNumber.ts';
import { columnTitle, readTable, type Table } from './csvTable.ts';
import { datasetFromParts } from './datasetFromParts.ts';
import type { NamedBytes } from './namedBytes.ts';
import type { SplitOptions } from './splitSamples.ts';
import type { TableChoice, TableLayout } from './tableLayout.ts';
import { textOf } from './textOf.ts';
import { trainingFirst } from './trainingFirst.ts';

/**
 * A data set from one table of text, split by a seeded shuffle, or from a table for training and one for testing, told
 * apart by name or else by size. tableLayout.ts says how header and label are found.
 * @throws DatasetFormatError naming file, row, column, what was found and what was expected.
 */
export function datasetFromTables(
  files: readonly NamedBytes[],
  options: SplitOptions & TableChoice,
): RawDataset {
  const [one, other, surplus] = files as [NamedBytes, NamedBytes?, NamedBytes?];
  if (surplus) {
    throw new DatasetFormatError(
      surplus.name,
      `${surplus.name}: this is a third table; choose one, or one for training and one for testing.`,
    );
  }
  const [trainFile, testFile] = other
    ? trainingFirst(one, other, ({ bytes }) => bytes.length)
    : [one, null];
  const train = readTable(textOf(trainFile.bytes, trainFile.name), trainFile.name, options);
  const test =
    testFile && readTable(textOf(testFile.bytes, testFile.name), testFile.name, options, train);
  const tables = test ? [train, test] : [train];
  const { layout } = train;
  const words = tables.some(({ labels }) => labels.some((cell) => Number.isNaN(cellNumber(cell))));
  return datasetFromParts(
    {
      fileName: trainFile.name,
      parts: tables.map((table) => ({
        values: table.values,
        labels: words ? table.labels : numericLabels(table),
      })),
      featureCount: layout.features.length,
      shape: null,
      featureNames: layout.header && layout.features.map((column) => nameOf(layout, column)),
      reading: readingOf(layout),
    },
    options,
  );
}

/** @throws DatasetFormatError for a fraction: that is a quantity to regress and no class. */
function numericLabels({ name, labels, rows, layout }: Table): number[] {
  const numbers = labels.map(cellNumber);
  const odd = numbers.findIndex((number) => !Number.isSafeInteger(number));
  if (odd < 0) return numbers;
  throw new DatasetFormatError(
    name,
    `${name}: row ${rows[odd]}, ${columnTitle(layout, layout.label)}, read as the label: found ${quoted(labels[odd] ?? '')}, expected a whole number or a word for a class. If another column holds the label, choose it under Data.`,
  );
}

function nameOf({ header }: TableLayout, column: number): string {
  return visibleText(header?.[column] ?? '') || `column ${column + 1}`;
}

function readingOf(layout: TableLayout): TableReading {
  return {
    columnCount: layout.columnCount,
    labelColumn: layout.label + 1,
    labelName: visibleText(layout.header?.[layout.label] ?? '') || null,
    labelFoundBy: layout.labelFoundBy,
    hasHeader: layout.header !== null,
    rowNumbersLeftOut: layout.rowNumbersLeftOut,
  };
}
