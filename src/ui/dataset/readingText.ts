import type { TableReading } from '../../model/dataset.ts';

const WHY: Readonly<Record<TableReading['labelFoundBy'], string>> = {
  name: 'by its name',
  words: 'by its words',
  'few-values': 'by its few values',
  choice: 'your choice',
};

/** Which column of a table holds the label, and why that one: "column 5 of 5, “species” (by its name)". */
export function labelText(reading: TableReading): string {
  const { labelColumn, columnCount, labelName, labelFoundBy } = reading;
  const name = labelName === null ? '' : `, “${labelName}”`;
  return `column ${labelColumn} of ${columnCount}${name} (${WHY[labelFoundBy]})`;
}
