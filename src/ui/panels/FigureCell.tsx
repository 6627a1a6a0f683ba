import { VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import { objectiveKind } from '../charts/objectiveKind.ts';
import type { LabRun } from '../store/labState.ts';
import styles from './panels.module.css';
import { OBJECTIVE, type RunFigure, TEST_ACCURACY } from './runFigures.ts';
import { runStateText } from './runStateText.ts';

interface FigureCellProps {
  readonly run: LabRun;
  readonly figure: RunFigure;
  /** This run has the best test accuracy of the race. */
  readonly best: boolean;
}

export function FigureCell({ run, figure, best }: FigureCellProps): ReactElement {
  const value = figure.read(run);
  const marked = best && figure === TEST_ACCURACY;
  return (
    <td
      data-testid={`run-${run.summary.id}-${figure.key}`}
      data-value={value ?? ''}
      className={marked ? styles.best : undefined}
    >
      {marked && (
        <>
          <span aria-hidden="true">★ </span>
          <VisuallyHidden>best: </VisuallyHidden>
        </>
      )}
      {figure === OBJECTIVE && (
        <span className={styles.kind}>{objectiveKind(run.summary.algorithm)} </span>
      )}
      {value === null ? '–' : figure.format(value)}
    </td>
  );
}

export function StateCell({ run }: { run: LabRun }): ReactElement {
  const { summary, state } = run;
  return (
    <td
      data-testid={`run-${summary.id}-state`}
      data-value={state.kind}
      className={state.kind === 'failed' ? styles.bad : undefined}
    >
      {runStateText(state)}
    </td>
  );
}
