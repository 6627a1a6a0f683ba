import { Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { useLab, useStores } from '../stores.ts';
import styles from './panels.module.css';
import { TEST_ACCURACY } from './runFigures.ts';

/** More would push the data off the screen; the tab of the runs has them all. */
const LISTED = 6;

/** Runs of earlier races and of files: those in the charts or pinned first, then the newest. */
export function EarlierRuns(): ReactElement {
  const { library } = useStores();
  const kept = useLab((state) => state.kept);
  const inCharts = kept.filter(({ marks }) => marks.shown || marks.pinned);
  const others = kept.filter(({ marks }) => !marks.shown && !marks.pinned);
  const listed = [...inCharts, ...others].slice(0, Math.max(LISTED, inCharts.length));
  return (
    <section className={styles.earlier} aria-label="Earlier runs">
      <h3>Earlier runs</h3>
      <ul>
        {listed.map((run) => {
          const { name, look, shown } = run.marks;
          const accuracy = TEST_ACCURACY.read(run);
          return (
            <li key={run.key}>
              <Checkbox
                size="xs"
                checked={shown}
                title={shown ? `Take ${name} out of the charts` : `Show ${name} in the charts`}
                onChange={() => library.change(run.key, { shown: !shown })}
                label={
                  <span className={styles.earlierName}>
                    <Swatch appearance={runAppearance(look)} /> {name}
                  </span>
                }
              />
              <span>{accuracy === null ? '–' : TEST_ACCURACY.format(accuracy)}</span>
            </li>
          );
        })}
      </ul>
      {listed.length < kept.length && (
        <p className={styles.quiet}>{kept.length - listed.length} more under Runs.</p>
      )}
    </section>
  );
}
