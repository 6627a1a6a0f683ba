import { UnstyledButton } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { ChevronIcon } from '../icons.tsx';
import styles from '../layout.module.css';
import { SettingsForm } from './SettingsForm.tsx';

/** The settings, always open beside the charts, or folded away below them. */
export function SettingsColumn({ collapsible }: { collapsible: boolean }): ReactElement {
  const [opened, setOpened] = useState(false);
  const open = opened || !collapsible;
  return (
    <section aria-labelledby="settings-title" className={styles.settings} data-guide="settings">
      {collapsible ? (
        <h2 id="settings-title">
          <UnstyledButton
            aria-expanded={open}
            className={styles.fold}
            onClick={() => setOpened(!opened)}
          >
            <ChevronIcon /> Settings
          </UnstyledButton>
        </h2>
      ) : (
        <h2 id="settings-title">Settings</h2>
      )}
      {open && <SettingsForm />}
    </section>
  );
}
