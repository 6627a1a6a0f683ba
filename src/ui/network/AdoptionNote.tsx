import { Alert } from '@mantine/core';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { InfoIcon } from '../icons.tsx';
import { adoptionStore } from './loadWeights.ts';
import styles from './network.module.css';

/** What became of weights that were loaded, and what is left to do. */
export function AdoptionNote(): ReactElement {
  const adoption = useStore(adoptionStore, (state) => state.adoption);
  return (
    <div aria-live="polite" data-testid="adoption">
      {adoption && (
        <Alert
          variant="default"
          icon={<InfoIcon />}
          role="note"
          withCloseButton
          closeButtonLabel="Close this note"
          onClose={() => adoptionStore.setState({ adoption: null })}
          className={styles.note}
        >
          {adoption.done}
          {adoption.remains.map((sentence) => (
            <div key={sentence}>{sentence}</div>
          ))}
        </Alert>
      )}
    </div>
  );
}
