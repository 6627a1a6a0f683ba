import { Alert, Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { InfoIcon } from '../icons.tsx';
import styles from '../layout.module.css';
import { useLab, useStores } from '../stores.ts';

/** Offers the build that waits; a race that runs is put away before. */
export function UpdateNotice(): ReactElement {
  const { lab, offline } = useStores();
  const running = useLab((state) => state.running);
  const [leaving, setLeaving] = useState(false);
  async function leave(): Promise<void> {
    setLeaving(true);
    if (running) {
      await lab.pause();
      // What a pause leaves to be put away the next one waits for.
      await lab.pause();
    }
    offline.takeUpdate();
  }
  return (
    <Alert
      color="blue"
      variant="default"
      className={styles.notice}
      icon={<InfoIcon />}
      role="note"
      aria-label="New version"
    >
      <p className={styles.interrupted}>
        A new version is ready.
        {running && ' The race is put away first, and the new version offers to resume it.'}
      </p>
      <div className={styles.noticeActions}>
        <Button size="xs" disabled={leaving} onClick={() => void leave()}>
          Reload
        </Button>
      </div>
    </Alert>
  );
}
