import { UnstyledButton } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { SideScroll } from '../SideScroll.tsx';
import type { LabRun } from '../store/labState.ts';
import { FigureCell, StateCell } from './FigureCell.tsx';
import styles from './panels.module.css';
import {
  bestRuns,
  FIGURES_OF_MANY,
  nextOrder,
  type RunFigure,
  type RunOrder,
  sortedRuns,
} from './runFigures.ts';

/** Many runs below each other; the names stay in sight while the figures scroll sideways. */
export function RunsAsRows({ runs }: { runs: readonly LabRun[] }): ReactElement {
  const [order, setOrder] = useState<RunOrder | null>(null);
  const best = bestRuns(runs);
  return (
    <SideScroll>
      <table className={styles.runs} data-turned>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {FIGURES_OF_MANY.map((figure) => (
              <SortableHead
                key={figure.key}
                figure={figure}
                order={order}
                onClick={() => setOrder(nextOrder(order, figure))}
              />
            ))}
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {sortedRuns(runs, order).map((run) => (
            <tr key={run.summary.id}>
              <th scope="row">
                <Swatch appearance={runAppearance(run.marks.look)} /> {run.marks.name}
              </th>
              {FIGURES_OF_MANY.map((figure) => (
                <FigureCell
                  key={figure.key}
                  run={run}
                  figure={figure}
                  best={best.includes(run.summary.id)}
                />
              ))}
              <StateCell run={run} />
            </tr>
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}

interface SortableHeadProps {
  readonly figure: RunFigure;
  readonly order: RunOrder | null;
  readonly onClick: () => void;
}

function SortableHead({ figure, order, onClick }: SortableHeadProps): ReactElement {
  const first = order?.figure === figure ? order.first : null;
  const sort = first === null ? 'none' : first === 'least' ? 'ascending' : 'descending';
  return (
    <th scope="col" aria-sort={sort}>
      <UnstyledButton className={styles.sort} onClick={onClick}>
        {figure.head ?? figure.label}
        <span aria-hidden="true">{first === null ? '' : first === 'least' ? ' ▲' : ' ▼'}</span>
      </UnstyledButton>
    </th>
  );
}
