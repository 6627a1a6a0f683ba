import { Modal } from '@mantine/core';
import { type ReactElement, useLayoutEffect, useState } from 'react';
import styles from './keys.module.css';
import { SHORTCUTS } from './shortcuts.ts';

interface KeyListProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every key and what it does. */
export function KeyList({ opened, onClose }: KeyListProps): ReactElement {
  // Only a modal that was there closed first learns where the focus was, to give it back; and only in a layout
  // effect does it learn that before its own focus trap has taken the focus.
  const [shown, setShown] = useState(false);
  useLayoutEffect(() => setShown(opened), [opened]);
  return (
    <Modal.Root
      opened={shown}
      onClose={onClose}
      size="sm"
      classNames={{ content: styles.content }}
      // Gone at once: a dialog that still fades would keep the keys from the page.
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Mantine's header would be a second banner of the page to a screen reader. */}
        <div className={styles.head}>
          <Modal.Title className={styles.title}>Keys</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>
          <Entries />
          <p className={styles.note}>None of them does anything while a field has the focus.</p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Entries(): ReactElement {
  return (
    <dl className={styles.list}>
      {Object.entries(SHORTCUTS).map(([action, { name, does }]) => (
        <div key={action} className={styles.entry}>
          <dt>
            <kbd className={styles.key}>{name}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
