import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { withMarks } from '../store/labState.ts';
import { useLab, useStores } from '../stores.ts';
import { runAppearance } from './appearance.ts';
import styles from './raceLegend.module.css';
import { Swatch } from './Swatch.tsx';

/** The runs of all charts, those of the race first; a click takes a run out of them or back in. */
export function RaceLegend(): ReactElement | null {
  const { store } = useStores().lab;
  const race = useLab((state) => state.race);
  const kept = useLab((state) => state.kept);
  const others = kept.filter(({ marks }) => marks.shown || marks.pinned);
  const runs = [...(race?.runs ?? []), ...others];
  if (runs.length === 0) return null;
  return (
    <ul className={styles.runs} aria-label="Runs in the charts">
      {runs.map(({ key, marks: { name, look, shown } }) => (
        <li key={key}>
          <UnstyledButton
            className={styles.run}
            aria-pressed={shown}
            title={shown ? `Hide ${name}` : `Show ${name}`}
            onClick={() => store.setState((state) => withMarks(state, key, { shown: !shown }))}
          >
            <Swatch appearance={runAppearance(look)} />
            {name}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
