import { UnstyledButton } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import styles from './popover.module.css';

interface MenuItemProps {
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function MenuItem({
  disabled = false,
  title,
  onClick,
  children,
}: MenuItemProps): ReactElement {
  return (
    <UnstyledButton
      role="menuitem"
      tabIndex={-1}
      className={styles.item}
      aria-disabled={disabled}
      title={title}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      {children}
    </UnstyledButton>
  );
}
