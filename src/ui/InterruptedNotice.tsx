import { Alert, Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { InterruptedRace } from '../model/interruptedRace.ts';
import { InfoIcon } from './icons.tsx';
import styles from './layout.module.css';
import { useLab, useStores } from './stores.ts';

/** Offers to go on with a race that something ended before its runs did. */
export function InterruptedNotice({ race }: { race: InterruptedRace }): ReactElement {
  const { lab } = useStores();
  const busy = useLab(({ activity, running }) => activity !== null || running);
  const onCpu = useLab(({ device }) => device?.engine === 'cpu');
  return (
    <Alert
      color="blue"
      variant="default"
      className={styles.notice}
      icon={<InfoIcon />}
      role="note"
      aria-label="Interrupted race"
    >
      <p className={styles.interrupted}>{describe(race)}</p>
      <div className={styles.noticeActions}>
        <Button size="xs" disabled={busy} onClick={() => void lab.resume(null)}>
          Resume race
        </Button>
        {!onCpu && (
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            onClick={() => void lab.resume('cpu')}
          >
            Resume on the CPU
          </Button>
        )}
        <Button
          size="xs"
          variant="subtle"
          disabled={busy}
          onClick={() => void lab.discardInterrupted()}
        >
          Discard
        </Button>
      </div>
    </Alert>
  );
}

/** "A race on MNIST was interrupted: mDLAM and SGD had come to iteration 12 of 60. Put away on …". */
export function describe({ data, runs, iterations, savedAt }: InterruptedRace): string {
  const open = runs.filter(({ over }) => !over);
  const names = open.map(({ name }) => name);
  const last = names.pop() ?? 'its runs';
  const list = names.length > 0 ? `${names.join(', ')} and ${last}` : last;
  const reached = open.map(({ iteration }) => iteration);
  const [least, most] = [Math.min(...reached), Math.max(...reached)];
  const where = least === most ? `iteration ${least}` : `iterations ${least} to ${most}`;
  const when = new Date(savedAt).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `A race on ${data} was interrupted: ${list} had come to ${where} of ${iterations}. Put away on ${when}.`;
}
