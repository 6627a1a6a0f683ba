import { Alert } from '@mantine/core';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { InfoIcon } from '../icons.tsx';
import { useLab, useSettings } from '../stores.ts';
import { adoptionStore } from './loadWeights.ts';
import styles from './network.module.css';

/** What became of weights that were loaded, and what is left to do until a race starts from them. */
export function AdoptionNote(): ReactElement {
  const newest = useStore(adoptionStore, (state) => state.adoption);
  const loaded = useLab((state) => state.loadedWeights);
  const trained = useLab((state) => state.race?.loaded ?? null);
  const wanted = useSettings((state) => state.draft.weights === 'loaded');
  const waits = wanted && newest?.weights === loaded && newest?.weights !== trained;
  const adoption = waits ? newest : null;
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
