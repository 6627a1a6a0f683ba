import { Button, NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useLab, useSettings, useStores } from '../stores.ts';
import styles from './profile.module.css';
import { candidates, profileAction } from './profileAction.ts';
import { profileStoreOf } from './profileStore.ts';

/** Which run, and the button that profiles it, or leads to where it can be profiled. */
export function ProfileBar(): ReactElement {
  const { lab } = useStores();
  const settings = useSettings((state) => state);
  const state = useLab((own) => own);
  const store = profileStoreOf(lab);
  const chosen = useStore(store, (own) => own.chosen);
  const offered = candidates(state, settings);
  const candidate = offered.find(({ id }) => id === chosen) ?? offered[0];
  const { label, why, act } = profileAction(state, settings, candidate);
  const busy = state.activity !== null;
  return (
    <div className={styles.action}>
      {offered.length > 1 && why === null && (
        <NativeSelect
          size="xs"
          aria-label="Run to profile"
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          value={candidate?.id}
          onChange={(event) => store.setState({ chosen: event.currentTarget.value })}
        />
      )}
      {/* One button whatever it does, and none that is disabled while it does it: the focus stays on it. */}
      <Button
        size="xs"
        aria-busy={busy}
        disabled={act === null && !busy}
        onClick={() => void act?.(lab)}
      >
        {label}
      </Button>
      <p className={styles.why} aria-live="polite">
        {why}
      </p>
    </div>
  );
}
