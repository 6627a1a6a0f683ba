import { Button, Progress } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { algorithmName } from '../../settings/algorithmName.ts';
import { SETTINGS } from '../../settings/settings.ts';
import { cellCount, type SweepPlan, sweptAlgorithm } from '../../sweep/plan.ts';
import { formatCount, formatDuration } from '../format.ts';
import { PauseIcon, PlayIcon } from '../icons.tsx';
import { useLab, useStores } from '../stores.ts';
import { runText } from './cellWords.ts';
import styles from './sweep.module.css';
import { useSweep, useSweepControl } from './sweepContext.ts';
import { type Sweep, type SweepStatus, sweepProgress } from './sweepState.ts';

/** What is being swept, how far it is, and the buttons that stop it and take it up again. */
export function SweepBar({ sweep }: { sweep: Sweep }): ReactElement {
  const { settings } = useStores();
  return (
    <section className={styles.bar} aria-label="Sweep">
      <div className={styles.barLine}>
        <p className={styles.summary}>{planText(sweep.plan, sweep.data.name)}</p>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => settings.getState().replace(sweep.plan.base)}
        >
          Put its settings into the form
        </Button>
      </div>
      <div className={styles.barLine}>
        <Buttons sweep={sweep} />
        <ProgressLine sweep={sweep} />
      </div>
    </section>
  );
}

function planText(plan: SweepPlan, data: string): string {
  const name = algorithmName(sweptAlgorithm(plan));
  const axes = plan.axes.map(({ setting }) => SETTINGS[setting].description.label).join(' × ');
  const seeds = plan.seeds > 1 ? `, ${plan.seeds} seeds each` : '';
  const { trainCount, iterations } = plan.base;
  return `${name}: ${axes}, ${cellCount(plan)} cells${seeds}; ${data}, up to ${formatCount(trainCount)} images, ${formatCount(iterations)} iterations`;
}

function Buttons({ sweep }: { sweep: Sweep }): ReactElement {
  const control = useSweepControl();
  const status = useSweep((state) => state.status);
  const activity = useLab((state) => state.activity);
  const busy = status === 'preparing' || status === 'running' || status === 'pausing';
  return (
    <div className={styles.buttons}>
      {busy && (
        <Button
          leftSection={<PauseIcon />}
          loading={status === 'pausing'}
          onClick={() => void control.pause()}
        >
          Pause sweep
        </Button>
      )}
      {status === 'paused' && (
        <Button
          leftSection={<PlayIcon />}
          disabled={activity !== null}
          onClick={() => void control.resume()}
        >
          Resume sweep
        </Button>
      )}
      {!busy && <Discard done={sweepProgress(sweep).done} finished={status === 'finished'} />}
    </div>
  );
}

/** Results that took long are not thrown away by one click. */
function Discard({ done, finished }: { done: number; finished: boolean }): ReactElement {
  const control = useSweepControl();
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button
        variant="default"
        onClick={() => (done > 0 ? setAsking(true) : void control.discard())}
      >
        {finished ? 'New sweep' : 'Discard sweep'}
      </Button>
    );
  return (
    <>
      <Button color="red" variant="light" onClick={() => void control.discard()}>
        Forget {done === 1 ? '1 result' : `${formatCount(done)} results`}
      </Button>
      <Button variant="default" onClick={() => setAsking(false)}>
        Keep
      </Button>
    </>
  );
}

function ProgressLine({ sweep }: { sweep: Sweep }): ReactElement {
  const status = useSweep((state) => state.status);
  const activeRun = useSweep((state) => state.activeRun);
  const { done, total, elapsedMs, remainingMs } = sweepProgress(sweep);
  const left = status === 'running' || status === 'paused' ? remainingMs : null;
  return (
    <div className={styles.progress}>
      <p className={styles.status} aria-live="polite">
        {statusText(status, activeRun === null ? null : runText(sweep.plan, activeRun))}
      </p>
      <Progress.Root size="md">
        <Progress.Section value={(done / total) * 100} aria-label="Progress of the sweep" />
      </Progress.Root>
      <div className={styles.figures}>
        <span data-testid="sweep-done" data-value={done}>
          <b>{formatCount(done)}</b> of {formatCount(total)} {total === 1 ? 'run' : 'runs'}
        </span>
        <span>{formatDuration(elapsedMs)}</span>
        {left !== null && <span>{formatDuration(left)} left</span>}
      </div>
    </div>
  );
}

function statusText(status: SweepStatus, run: string | null): string {
  switch (status) {
    case 'preparing':
      return 'Preparing data and engine …';
    case 'running':
      return run === null ? 'Training …' : `Training ${run}.`;
    case 'pausing':
      return 'Pausing …';
    case 'paused':
      return 'Paused; the run under way begins anew.';
    default:
      return 'Finished.';
  }
}
