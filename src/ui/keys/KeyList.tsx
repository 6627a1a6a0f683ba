import type { ReactElement } from 'react';
import { Dialog } from '../dialog/Dialog.tsx';
import styles from './keys.module.css';
import { SHORTCUTS } from './shortcuts.ts';

interface KeyListProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every key and what it does. */
export function KeyList({ opened, onClose }: KeyListProps): ReactElement {
  return (
    <Dialog title="Keys" opened={opened} onClose={onClose} size="sm">
      <Entries />
      <p className={styles.note}>None of them does anything while a field has the focus.</p>
    </Dialog>
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
