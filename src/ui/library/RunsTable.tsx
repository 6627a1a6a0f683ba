import { Checkbox, UnstyledButton } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { SideScroll } from '../SideScroll.tsx';
import type { LabRun } from '../store/labState.ts';
import { useView } from '../stores.ts';
import { RunRow } from './RunRow.tsx';
import {
  type ColumnOrder,
  inOrder,
  nextColumnOrder,
  type RunColumn,
  runColumns,
} from './runColumns.ts';
import styles from './runs.module.css';

interface RunsTableProps {
  readonly runs: readonly LabRun[];
  /** Keys of the runs that are ticked. */
  readonly selected: readonly string[];
  readonly onSelect: (keys: readonly string[]) => void;
}

/** All runs with the settings in which they differ and their figures; the names stay in sight while the figures scroll sideways. */
export function RunsTable({ runs, selected, onSelect }: RunsTableProps): ReactElement {
  const [view] = useView();
  const [order, setOrder] = useState<ColumnOrder | null>(null);
  const columns = runColumns(runs, view.targetAccuracy);
  const all = runs.every(({ key }) => selected.includes(key));
  const toggle = (key: string) =>
    onSelect(selected.includes(key) ? selected.filter((one) => one !== key) : [...selected, key]);
  return (
    <SideScroll className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <div className={styles.nameHead}>
                <Checkbox
                  size="xs"
                  aria-label="Tick all runs"
                  checked={all}
                  indeterminate={!all && selected.length > 0}
                  onChange={() => onSelect(all ? [] : runs.map(({ key }) => key))}
                />
                Run
              </div>
            </th>
            {columns.map((column) => (
              <Head
                key={column.key}
                column={column}
                order={order}
                onClick={() => setOrder(nextColumnOrder(order, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder(runs, columns, order).map((run) => (
            <RunRow
              key={run.key}
              run={run}
              columns={columns}
              selected={selected.includes(run.key)}
              onSelect={() => toggle(run.key)}
            />
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}

interface HeadProps {
  readonly column: RunColumn;
  readonly order: ColumnOrder | null;
  readonly onClick: () => void;
}

function Head({ column, order, onClick }: HeadProps): ReactElement {
  const first = order?.key === column.key ? order.first : null;
  const sort = first === null ? 'none' : first === 'least' ? 'ascending' : 'descending';
  return (
    <th scope="col" aria-sort={sort} data-numeric={column.numeric || undefined}>
      <UnstyledButton className={styles.sort} onClick={onClick}>
        {column.label}
        <span aria-hidden="true">{first === null ? '' : first === 'least' ? ' ▲' : ' ▼'}</span>
      </UnstyledButton>
    </th>
  );
}
