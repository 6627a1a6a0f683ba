import { Button } from '@mantine/core';
import { lazy, type ReactElement, Suspense } from 'react';
import { useLab, useView } from '../stores.ts';
import { EarlierRuns } from './EarlierRuns.tsx';
import { Panel } from './Panel.tsx';
import styles from './panels.module.css';

/** Nobody sees it before the first race. */
const RunTable = lazy(async () => ({ default: (await import('./RunTable.tsx')).RunTable }));

/** The runs of the race with their newest figures, and those of earlier ones. */
export function RunsPanel(): ReactElement {
  const race = useLab((state) => state.race);
  const anyKept = useLab((state) => state.kept.length > 0);
  const [, change] = useView();
  return (
    <Panel
      title="Runs"
      aside={
        (race || anyKept) && (
          <Button
            size="compact-xs"
            variant="default"
            title="All runs: name, compare, replay, export, delete"
            onClick={() => change({ tab: 'runs' })}
          >
            Manage
          </Button>
        )
      }
    >
      {race && (
        <Suspense fallback={null}>
          <RunTable race={race} />
        </Suspense>
      )}
      {!race && !anyKept && (
        <p className={styles.quiet}>
          No run yet. All algorithms of a race train side by side, from the same W⁰ and on the same
          data.
        </p>
      )}
      {anyKept && <EarlierRuns />}
    </Panel>
  );
}
