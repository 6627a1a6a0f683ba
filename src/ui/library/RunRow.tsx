import { ActionIcon, Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import type { LabRun } from '../store/labState.ts';
import { useStores } from '../stores.ts';
import { LookPicker } from './LookPicker.tsx';
import { EyeIcon, PinIcon } from './libraryIcons.tsx';
import { RunMenu } from './RunMenu.tsx';
import { RunName } from './RunName.tsx';
import type { RunColumn } from './runColumns.ts';
import styles from './runs.module.css';

interface RunRowProps {
  readonly run: LabRun;
  readonly columns: readonly RunColumn[];
  readonly selected: boolean;
  readonly onSelect: () => void;
}

export function RunRow({ run, columns, selected, onSelect }: RunRowProps): ReactElement {
  const { name } = run.marks;
  return (
    <tr data-selected={selected || undefined} data-testid={`library-${run.key}`}>
      <th scope="row">
        <div className={styles.name}>
          <Checkbox size="xs" aria-label={`Tick ${name}`} checked={selected} onChange={onSelect} />
          <Toggles run={run} />
          <LookPicker run={run} />
          <RunName run={run} />
          <RunMenu run={run} />
        </div>
      </th>
      {columns.map((column) => (
        <td
          key={column.key}
          data-numeric={column.numeric || undefined}
          data-column={column.key}
          data-value={String(column.read(run) ?? '')}
        >
          {column.text(run)}
        </td>
      ))}
    </tr>
  );
}

/** In the charts or not, and whether it stays there. */
function Toggles({ run }: { run: LabRun }): ReactElement {
  const { library } = useStores();
  const { name, shown, pinned } = run.marks;
  return (
    <>
      <ActionIcon
        size="sm"
        variant="subtle"
        color={shown ? 'pine' : 'gray'}
        aria-pressed={shown}
        aria-label={`Show ${name} in the charts`}
        title={shown ? 'In the charts: click to take it out' : 'Show in the charts'}
        onClick={() => library.change(run.key, { shown: !shown })}
      >
        <EyeIcon open={shown} />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant="subtle"
        color={pinned ? 'pine' : 'gray'}
        aria-pressed={pinned}
        aria-label={`Pin ${name}`}
        title={
          pinned
            ? 'Pinned: it stays in the charts when another race starts'
            : 'Pin: keep it in the charts when another race starts'
        }
        onClick={() =>
          library.change(run.key, pinned ? { pinned: false } : { pinned: true, shown: true })
        }
      >
        <PinIcon filled={pinned} />
      </ActionIcon>
    </>
  );
}
