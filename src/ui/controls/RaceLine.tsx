import { Progress } from '@mantine/core';
import type { ReactElement } from 'react';
import { formatCount, formatDuration, formatRate } from '../format.ts';
import { raceProgress } from '../store/progress.ts';
import { useLab } from '../stores.ts';
import styles from './controls.module.css';

/** How far the race is, how fast, and for how long still; all from what the runs reported. */
export function RaceLine(): ReactElement {
  const race = useLab((state) => state.race);
  const running = useLab((state) => state.running);
  const progress = race ? raceProgress(race) : null;
  return (
    <div className={styles.raceLine}>
      <Progress.Root size="md" className={styles.track}>
        <Progress.Section value={(progress?.share ?? 0) * 100} aria-label="Progress of the race" />
      </Progress.Root>
      <div className={styles.figures}>
        {progress && (
          <>
            <span data-testid="race-iteration" data-value={progress.iteration}>
              iteration <b>{formatCount(progress.iteration)}</b> of{' '}
              {formatCount(progress.iterations)}
            </span>
            {running && progress.rate !== null && <span>{formatRate(progress.rate)}</span>}
            <span>{formatDuration(progress.elapsedMs)}</span>
            {running && progress.remainingMs !== null && (
              <span>{formatDuration(progress.remainingMs)} left</span>
            )}
          </>
        )}
      </div>
    </div>
  );
}
