import type { ReactElement } from 'react';
import type { LabRun, Race } from '../store/labState.ts';
import { differingParts } from './commonStart.ts';
import styles from './panels.module.css';
import { RunsAsColumns } from './RunsAsColumns.tsx';
import { RunsAsRows } from './RunsAsRows.tsx';
import { StartLine } from './StartLine.tsx';

/** More runs than these do not fit side by side. */
const RUNS_SIDE_BY_SIDE = 3;

/** The runs of a race with their newest figures, why some stopped, and what all started from. */
export function RunTable({ race }: { race: Race }): ReactElement {
  const { number, runs } = race;
  return (
    <>
      {runs.length > RUNS_SIDE_BY_SIDE ? (
        <RunsAsRows key={number} runs={runs} />
      ) : (
        <RunsAsColumns runs={runs} />
      )}
      <Failures runs={runs} />
      <div
        className={styles.start}
        data-testid="common-start"
        data-value={differingParts(runs).length === 0 ? 'equal' : 'different'}
      >
        <StartLine runs={runs} />
      </div>
    </>
  );
}

function Failures({ runs }: { runs: readonly LabRun[] }): ReactElement {
  return (
    <>
      {runs.map(
        ({ summary, marks, state }) =>
          state.kind === 'failed' && (
            <p key={summary.id} className={styles.failure}>
              <strong>{marks.name} stopped.</strong> {state.error.message}
            </p>
          ),
      )}
    </>
  );
}
