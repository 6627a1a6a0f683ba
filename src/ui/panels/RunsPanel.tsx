import { lazy, type ReactElement, Suspense } from 'react';
import { useLab } from '../stores.ts';
import { Panel } from './Panel.tsx';
import styles from './panels.module.css';

/** Nobody sees it before the first race. */
const RunTable = lazy(async () => ({ default: (await import('./RunTable.tsx')).RunTable }));

/** The runs and their newest figures. */
export function RunsPanel(): ReactElement {
  const race = useLab((state) => state.race);
  return (
    <Panel title="Runs">
      {race ? (
        <Suspense fallback={null}>
          <RunTable race={race} />
        </Suspense>
      ) : (
        <p className={styles.quiet}>
          No run yet. All algorithms of a race train side by side, from the same W⁰ and on the same
          data.
        </p>
      )}
    </Panel>
  );
}
