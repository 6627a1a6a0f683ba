import { Switch } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { SideScroll } from '../SideScroll.tsx';
import type { LabRun } from '../store/labState.ts';
import compareStyles from './compare.module.css';
import { compareRuns } from './differences.ts';
import styles from './runs.module.css';

/** Two configurations side by side. */
export function CompareRuns({ one, other }: { one: LabRun; other: LabRun }): ReactElement {
  const [everything, setEverything] = useState(false);
  const lines = compareRuns(one, other);
  const differing = lines.filter(({ differs }) => differs);
  const shown = everything ? lines : differing;
  return (
    <section className={styles.panel} aria-label="Comparison of two runs">
      <div className={styles.panelHead}>
        <h2>
          {differing.length === 0
            ? 'No difference'
            : `${differing.length} ${differing.length === 1 ? 'difference' : 'differences'}`}
        </h2>
        <Switch
          size="xs"
          label="Show what is equal too"
          checked={everything}
          onChange={(event) => setEverything(event.currentTarget.checked)}
        />
      </div>
      {shown.length > 0 && (
        <SideScroll className={styles.tableBox}>
          <table className={compareStyles.lines}>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">{one.marks.name}</th>
                <th scope="col">{other.marks.name}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ label, values, differs }) => (
                <tr key={label} data-differs={differs || undefined}>
                  <th scope="row">{label}</th>
                  <td>{values[0]}</td>
                  <td>{values[1]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </SideScroll>
      )}
    </section>
  );
}
