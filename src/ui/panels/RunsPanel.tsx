import type { ReactElement } from 'react';
import type { ForwardFigures } from '../../model/iterationRecord.ts';
import { runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { formatCount, formatNumber, formatPercent } from '../format.ts';
import { type LabRun, lastEvaluated, lastRecord, type Race } from '../store/labState.ts';
import { recentRate } from '../store/progress.ts';
import { useLab } from '../stores.ts';
import { Panel } from './Panel.tsx';
import styles from './panels.module.css';
import { runStateText } from './runStateText.ts';

/** The runs side by side, figure by figure. */
export function RunsPanel(): ReactElement {
  const race = useLab((state) => state.race);
  return (
    <Panel title="Runs">
      {race ? (
        <>
          <RunTable race={race} />
          <Failures runs={race.runs} />
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

interface Figure {
  readonly label: string;
  /** Names the cell for tests: run-<algorithm>-<key>. */
  readonly key: string;
  readonly read: (run: LabRun) => number | null;
  readonly format: (value: number) => string;
}

const forward = (pick: (figures: ForwardFigures) => number) => (run: LabRun) => {
  const figures = lastEvaluated(run)?.forward;
  return figures ? pick(figures) : null;
};

const FIGURES: readonly Figure[] = [
  {
    label: 'Iteration',
    key: 'iteration',
    read: (run) => lastRecord(run)?.iteration ?? null,
    format: formatCount,
  },
  {
    label: 'F',
    key: 'objective',
    read: (run) => lastRecord(run)?.objective ?? null,
    format: (value) => formatNumber(value, 5),
  },
  {
    label: 'Train loss',
    key: 'train-loss',
    read: forward((f) => f.trainLoss),
    format: formatNumber,
  },
  { label: 'Test loss', key: 'test-loss', read: forward((f) => f.testLoss), format: formatNumber },
  {
    label: 'Train accuracy',
    key: 'train-accuracy',
    read: forward((f) => f.trainAccuracy),
    format: formatPercent,
  },
  {
    label: 'Test accuracy',
    key: 'test-accuracy',
    read: forward((f) => f.testAccuracy),
    format: formatPercent,
  },
  { label: 'Iterations/s', key: 'rate', read: recentRate, format: (rate) => formatNumber(rate, 3) },
];

function RunTable({ race }: { race: Race }): ReactElement {
  return (
    <div className={styles.tableBox}>
      <table className={styles.runs}>
        <thead>
          <tr>
            <td />
            {race.runs.map(({ summary }) => (
              <th key={summary.id} scope="col">
                <Swatch appearance={runAppearance(summary.algorithm)} /> {summary.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">State</th>
            {race.runs.map(({ summary, state }) => (
              <td
                key={summary.id}
                data-testid={`run-${summary.algorithm}-state`}
                data-value={state.kind}
                className={state.kind === 'failed' ? styles.bad : undefined}
              >
                {runStateText(state)}
              </td>
            ))}
          </tr>
          {FIGURES.map((figure) => (
            <tr key={figure.key}>
              <th scope="row">{figure.label}</th>
              {race.runs.map((run) => (
                <FigureCell key={run.summary.id} run={run} figure={figure} />
              ))}
            </tr>
          ))}
          <StartRow runs={race.runs} />
        </tbody>
      </table>
    </div>
  );
}

function FigureCell({ run, figure }: { run: LabRun; figure: Figure }): ReactElement {
  const value = figure.read(run);
  return (
    <td data-testid={`run-${run.summary.algorithm}-${figure.key}`} data-value={value ?? ''}>
      {value === null ? '–' : figure.format(value)}
    </td>
  );
}

/** One cell across all runs while they share W⁰, as they always should. */
function StartRow({ runs }: { runs: readonly LabRun[] }): ReactElement {
  const hashes = [...new Set(runs.map((run) => run.summary.weightsHash))];
  return (
    <tr>
      <th scope="row">W⁰</th>
      {hashes.length === 1 ? (
        <td colSpan={runs.length} className={styles.shared}>
          <code>{hashes[0]}</code>
          {runs.length > 1 && ' for all'}
        </td>
      ) : (
        runs.map(({ summary }) => (
          <td key={summary.id}>
            <code>{summary.weightsHash}</code>
          </td>
        ))
      )}
    </tr>
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
