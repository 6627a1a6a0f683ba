import type { ReactElement } from 'react';
import { runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { SideScroll } from '../SideScroll.tsx';
import type { LabRun } from '../store/labState.ts';
import { FigureCell, StateCell } from './FigureCell.tsx';
import styles from './panels.module.css';
import { bestRuns, RUN_FIGURES } from './runFigures.ts';

/** More runs than these stand closer and in shorter words. */
const ROOMY_RUNS = 2;

/** Few runs side by side, figure by figure. */
export function RunsAsColumns({ runs }: { runs: readonly LabRun[] }): ReactElement {
  const best = bestRuns(runs);
  const tight = runs.length > ROOMY_RUNS;
  return (
    <SideScroll>
      <table className={styles.runs} data-tight={tight || undefined}>
        <thead>
          <tr>
            <td />
            {runs.map(({ summary, marks }) => (
              <th key={summary.id} scope="col">
                <Swatch appearance={runAppearance(marks.look)} /> {marks.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">State</th>
            {runs.map((run) => (
              <StateCell key={run.summary.id} run={run} />
            ))}
          </tr>
          {RUN_FIGURES.map((figure) => (
            <tr key={figure.key}>
              <th scope="row">{(tight && figure.head) || figure.label}</th>
              {runs.map((run) => (
                <FigureCell
                  key={run.summary.id}
                  run={run}
                  figure={figure}
                  best={best.includes(run.summary.id)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}
