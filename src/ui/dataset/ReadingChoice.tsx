import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TableReading } from '../../model/dataset.ts';
import { useSettings, useStores } from '../stores.ts';
import styles from './dataset.module.css';
import { labelText } from './readingText.ts';

/** How a table was understood, and the two choices to have it otherwise; they are settings of the form, too. */
export function ReadingChoice({ reading }: { reading: TableReading }): ReactElement {
  const { change } = useStores().settings.getState();
  const labelColumn = useSettings((state) => String(state.draft.labelColumn));
  const headerRow = useSettings((state) => String(state.draft.headerRow));
  const header = reading.hasHeader ? 'names the columns' : 'is a sample';
  return (
    <div className={styles.reading}>
      <p>
        The label is {labelText(reading)}; the first row {header}.
        {reading.rowNumbersLeftOut && ' The first column counts the rows and is left out.'}
      </p>
      <div className={styles.choices}>
        <NativeSelect
          size="xs"
          label="Label of the table"
          data={[
            { value: 'auto', label: 'automatic' },
            { value: 'first', label: 'first column' },
            { value: 'last', label: 'last column' },
          ]}
          value={labelColumn}
          onChange={(event) => change('labelColumn', event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label="First row of the table"
          data={[
            { value: 'auto', label: 'automatic' },
            { value: 'yes', label: 'names of columns' },
            { value: 'no', label: 'a sample' },
          ]}
          value={headerRow}
          onChange={(event) => change('headerRow', event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
