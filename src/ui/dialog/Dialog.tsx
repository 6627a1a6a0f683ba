import { Modal } from '@mantine/core';
import { type ReactElement, type ReactNode, useLayoutEffect, useState } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** As Mantine has it: a name, or a width. */
  readonly size: string;
  /** Takes the whole window. */
  readonly fullScreen?: boolean;
  readonly children: ReactNode;
}

/** A dialog above the page; it is there, closed, before it opens. */
export function Dialog({
  title,
  opened,
  onClose,
  size,
  fullScreen = false,
  children,
}: DialogProps): ReactElement {
  // Only a modal that was there closed first learns where the focus was, to give it back; and only in a layout
  // effect does it learn that before its own focus trap has taken the focus.
  const [shown, setShown] = useState(false);
  useLayoutEffect(() => setShown(opened), [opened]);
  return (
    <Modal.Root
      opened={shown}
      onClose={onClose}
      size={size}
      fullScreen={fullScreen}
      classNames={{ content: styles.content }}
      // Gone at once: a dialog that still fades would keep the keys from the page.
      transitionProps={{ duration: 0 }}
      // Mantine would write a style element for it, which the security policy forbids: dialog.module.css does it.
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Mantine's header would be a second banner of the page to a screen reader. */}
        <div className={styles.head}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
