import type { ReactElement } from 'react';
import type { DatasetSummary, SampleTable } from '../../worker/protocol.ts';
import { formatCount } from '../format.ts';
import { SideScroll } from '../SideScroll.tsx';
import styles from './dataset.module.css';
import { columnTexts } from './float32Text.ts';

interface SampleRowsProps {
  readonly table: SampleTable;
  readonly dataset: DatasetSummary;
}

/** The first training samples as they stand in the file, class first. */
export function SampleRows({ table, dataset }: SampleRowsProps): ReactElement {
  const { columns, rows } = table;
  const hidden = dataset.featureCount - columns.length;
  const texts = columns.map((_, column) => columnTexts(rows.map((row) => row.values[column] ?? 0)));
  const label = dataset.reading?.labelName ?? 'class';
  return (
    <SideScroll className={styles.samples} label="First training samples">
      <table>
        <thead>
          <tr>
            <th scope="col">{label}</th>
            {columns.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns of a file may have the same name.
              <th key={index} scope="col" title={name}>
                {name}
              </th>
            ))}
            {hidden > 0 && <th scope="col">{formatCount(hidden)} more</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label: classIndex }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and never move.
            <tr key={row}>
              <th scope="row" title={dataset.classNames[classIndex]}>
                {dataset.classNames[classIndex]}
              </th>
              {texts.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as for the rows.
                <td key={index}>{column[row]}</td>
              ))}
              {hidden > 0 && <td>…</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}
