import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import styles from './guideButton.module.css';
import { guideStore } from './guideStore.ts';

/** Where the focus goes back to when the guide closes. */
export const GUIDE_BUTTON_ID = 'guide-button';

/** Offers the guided first race to whoever is new, and opens it again for everybody else. */
export function GuideButton(): ReactElement {
  const known = useStore(guideStore, (state) => state.known);
  const open = useStore(guideStore, (state) => state.step !== null);
  const { open: begin, close } = guideStore.getState();
  return (
    <Button
      id={GUIDE_BUTTON_ID}
      size="compact-sm"
      variant={known ? 'default' : 'outline'}
      className={styles.button}
      data-offer={!known || undefined}
      aria-expanded={open}
      onClick={open ? close : begin}
    >
      {!known && <span className={styles.hello}>New here?&nbsp;</span>}
      {known ? 'Guide' : 'Guided first race'}
    </Button>
  );
}
