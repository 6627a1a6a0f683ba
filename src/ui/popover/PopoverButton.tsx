import { UnstyledButton } from '@mantine/core';
import { type ReactElement, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import styles from './popoverButton.module.css';

export interface PopoverButtonProps {
  /** Of the button; the popover has the same name. */
  readonly label: string;
  readonly title?: string;
  readonly role: 'menu' | 'dialog';
  readonly disabled?: boolean;
  /** What the button shows. */
  readonly face: ReactNode;
}

/** What a popover takes from the button that opens it. */
export interface PopoverOwner {
  readonly id: string;
  readonly label: string;
  readonly role: 'menu' | 'dialog';
  /** The button below which the popover lies, and which has the focus after it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

interface OpenerProps extends PopoverButtonProps {
  /** The popover, drawn while it is open. */
  readonly children: (owner: PopoverOwner) => ReactNode;
}

/** The button alone, for a popover that is fetched only when it is asked for; others are an AnchoredPopover. */
export function PopoverButton(props: OpenerProps): ReactElement {
  const { label, title, role, disabled, face, children } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton
        ref={button}
        className={styles.button}
        aria-label={label}
        aria-haspopup={role}
        aria-expanded={open}
        title={title}
        disabled={disabled}
        // By this the browser closes the open popover at a second click; at the first it would close it too.
        popoverTarget={id}
        onClick={(event) => {
          if (open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {face}
      </UnstyledButton>
      {open && children({ id, label, role, anchor: button, onClose: () => setOpen(false) })}
    </>
  );
}
