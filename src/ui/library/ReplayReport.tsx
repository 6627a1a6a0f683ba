import type { ReactElement } from 'react';
import { type Deviation, deviation } from '../../record/deviation.ts';
import { formatNumber } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import styles from './runs.module.css';

const FIGURES = {
  objective: 'objective',
  trainLoss: 'training loss',
  trainAccuracy: 'training accuracy',
  testLoss: 'test loss',
  testAccuracy: 'test accuracy',
} as const;

/** How far a replay is from the run that it repeats. */
export function ReplayReport(props: { replay: LabRun; original: LabRun }): ReactElement {
  const { replay, original } = props;
  const found = deviation(
    original.records.slice(0, original.count),
    replay.records.slice(0, replay.count),
  );
  return (
    <section className={styles.panel} aria-label={`Replay of ${original.marks.name}`}>
      <div className={styles.panelHead}>
        <h2>Replay of “{original.marks.name}”</h2>
      </div>
      <p
        className={styles.verdict}
        data-testid="replay"
        data-identical={found.identical}
        data-compared={found.compared}
        data-deviation={found.objective ?? ''}
      >
        {verdict(found, original.count)}
      </p>
    </section>
  );
}

function verdict({ compared, identical, largest, firstDifference }: Deviation, recorded: number) {
  const share = `${compared} of ${recorded} records compared`;
  if (compared === 0 || !largest) return 'Nothing to compare yet.';
  if (identical) return `Identical bit for bit: every figure of every iteration (${share}).`;
  if (largest.relative === 0)
    return `Objective, losses and accuracies are identical; other figures differ from iteration ${firstDifference} on (${share}).`;
  return `Largest relative deviation ${formatNumber(largest.relative, 2)}, of the ${FIGURES[largest.figure]} at iteration ${largest.iteration}; the first difference is at iteration ${firstDifference} (${share}).`;
}
