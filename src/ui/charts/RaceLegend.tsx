import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useHiddenRuns, useLab, useStores } from '../stores.ts';
import { runAppearance } from './appearance.ts';
import styles from './raceLegend.module.css';
import { Swatch } from './Swatch.tsx';

/** The runs of all charts; a click takes a run out of them or back in. */
export function RaceLegend(): ReactElement | null {
  const { toggleRun } = useStore(useStores().view);
  const race = useLab((state) => state.race);
  const hidden = useHiddenRuns(race);
  if (!race) return null;
  return (
    <ul className={styles.runs} aria-label="Runs in the charts">
      {race.runs.map(({ summary }) => {
        const pressed = !hidden.includes(summary.id);
        return (
          <li key={summary.id}>
            <UnstyledButton
              className={styles.run}
              aria-pressed={pressed}
              title={pressed ? `Hide ${summary.name}` : `Show ${summary.name}`}
              onClick={() => toggleRun(race.number, summary.id)}
            >
              <Swatch appearance={runAppearance(summary.algorithm)} />
              {summary.name}
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
