import '@mantine/core/styles/NumberInput.css';
import { Button, FileButton, NumberInput } from '@mantine/core';
import { type ReactElement, useId, useState } from 'react';
import { useStore } from 'zustand';
import { usePacedRuns } from '../charts/usePacedRuns.ts';
import type { LabRun } from '../store/labState.ts';
import { useLab, useStores, useView } from '../stores.ts';
import { CompareRuns } from './CompareRuns.tsx';
import { ReplayReport } from './ReplayReport.tsx';
import { RunsTable } from './RunsTable.tsx';
import { exportRecord } from './runActions.ts';
import styles from './runs.module.css';

/** Every run the browser keeps: to sort, name, draw, compare, replay and delete. */
export function RunsView(): ReactElement {
  const runs = usePacedRuns();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const chosen = runs.filter(({ key }) => selected.includes(key));
  const [one, other] = chosen;
  return (
    <section className={styles.view} aria-label="All runs">
      <Toolbar chosen={chosen} onDone={() => setSelected([])} />
      <Deleted />
      {runs.length > 0 ? (
        <RunsTable runs={runs} selected={selected} onSelect={setSelected} />
      ) : (
        <Nothing />
      )}
      {chosen.length === 2 && one && other && <CompareRuns one={one} other={other} />}
      <Replays runs={runs} />
    </section>
  );
}

function Nothing(): ReactElement {
  const loading = useStore(useStores().library.store, (state) => state.loading);
  return (
    <p className={styles.nothing}>
      {loading
        ? 'Reading the runs of earlier visits …'
        : 'No run yet. Every run that you start is kept in this browser, across reloads too; records that this page exported can be dropped here.'}
    </p>
  );
}

interface ToolbarProps {
  readonly chosen: readonly LabRun[];
  readonly onDone: () => void;
}

function Toolbar({ chosen, onDone }: ToolbarProps): ReactElement {
  const { library } = useStores();
  const training = useLab((state) => state.running || state.activity !== null);
  const race = useLab((state) => state.race);
  const isTraining =
    training && chosen.some((run) => race?.runs.some(({ key }) => key === run.key));
  return (
    <div className={styles.toolbar}>
      <FileButton
        multiple
        accept=".json,application/json"
        onChange={(files) => void library.addRecords(files)}
      >
        {(props) => (
          <Button size="compact-sm" variant="default" {...props}>
            Open records …
          </Button>
        )}
      </FileButton>
      <TargetField />
      <span className={styles.selection} aria-live="polite">
        {chosen.length === 0
          ? 'Tick runs to export or delete them; tick two to compare them.'
          : `${chosen.length} ${chosen.length === 1 ? 'run' : 'runs'} ticked`}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        disabled={chosen.length === 0}
        onClick={() => chosen.forEach(exportRecord)}
      >
        Export records
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={chosen.length === 0 || isTraining}
        title={isTraining ? 'Pause the race first' : 'Can be undone for 15 seconds'}
        onClick={() => {
          library.remove(chosen.map(({ key }) => key));
          onDone();
        }}
      >
        Delete
      </Button>
    </div>
  );
}

/** The accuracy whose first reaching the table gives the time of. */
function TargetField(): ReactElement {
  const id = useId();
  const [view, change] = useView();
  return (
    <span className={styles.target}>
      <label htmlFor={id}>Target accuracy</label>
      <NumberInput
        id={id}
        size="xs"
        w={84}
        suffix="%"
        min={0}
        max={100}
        decimalScale={2}
        value={Number((view.targetAccuracy * 100).toFixed(2))}
        onChange={(value) => {
          const share = Number(value) / 100;
          if (value !== '' && share >= 0 && share <= 1) change({ targetAccuracy: share });
        }}
      />
    </span>
  );
}

/** What was deleted a moment ago, to be taken back. */
function Deleted(): ReactElement {
  const { library } = useStores();
  const deleted = useStore(library.store, (state) => state.deleted);
  return (
    <div aria-live="polite" className={styles.deleted}>
      {deleted.length > 0 && (
        <>
          <span>
            Deleted{' '}
            {deleted
              .map(({ marks }) => `“${marks.name}”`)
              .slice(0, 3)
              .join(', ')}
            {deleted.length > 3 && ` and ${deleted.length - 3} more`}.
          </span>
          <Button size="compact-xs" variant="default" onClick={library.undo}>
            Undo
          </Button>
        </>
      )}
    </div>
  );
}

/** How far every replay is from the run that it repeats. */
function Replays({ runs }: { runs: readonly LabRun[] }): ReactElement {
  const replays = runs.flatMap((run) => {
    const original = runs.find(({ key }) => key === run.replayOf);
    return original ? [{ run, original }] : [];
  });
  return (
    <>
      {replays.map(({ run, original }) => (
        <ReplayReport key={run.key} replay={run} original={original} />
      ))}
    </>
  );
}
