import type { ReactElement } from 'react';
import type { LabRun } from '../store/labState.ts';
import { useLab } from '../stores.ts';
import { differingParts } from './commonStart.ts';
import { Panel } from './Panel.tsx';
import styles from './panels.module.css';
import { RunsAsColumns } from './RunsAsColumns.tsx';
import { RunsAsRows } from './RunsAsRows.tsx';
import { StartLine } from './StartLine.tsx';

/** More runs than these do not fit side by side. */
const RUNS_SIDE_BY_SIDE = 3;

/** The runs and their newest figures. */
export function RunsPanel(): ReactElement {
  const race = useLab((state) => state.race);
  return (
    <Panel title="Runs">
      {race ? (
        <>
          {race.runs.length > RUNS_SIDE_BY_SIDE ? (
            <RunsAsRows key={race.number} runs={race.runs} />
          ) : (
            <RunsAsColumns runs={race.runs} />
          )}
          <Failures runs={race.runs} />
          <div
            className={styles.start}
            data-testid="common-start"
            data-value={differingParts(race.runs).length === 0 ? 'equal' : 'different'}
          >
            <StartLine runs={race.runs} />
          </div>
        </>
      ) : (
        <p className={styles.quiet}>
          No run yet. All algorithms of a race train side by side, from the same W⁰ and on the same
          data.
        </p>
      )}
    </Panel>
  );
}

function Failures({ runs }: { runs: readonly LabRun[] }): ReactElement {
  return (
    <>
      {runs.map(
        ({ summary, state }) =>
          state.kind === 'failed' && (
            <p key={summary.id} className={styles.failure}>
              <strong>{summary.name} stopped.</strong> {state.error.message}
            </p>
          ),
      )}
    </>
  );
}
