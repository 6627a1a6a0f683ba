import type { ReactElement, ReactNode } from 'react';
import { Popover } from './Popover.tsx';
import { PopoverButton, type PopoverButtonProps } from './PopoverButton.tsx';

interface AnchoredPopoverProps extends PopoverButtonProps {
  /** What is in the popover while it is open; `close` closes it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button with a popover below it. */
export function AnchoredPopover({ children, ...button }: AnchoredPopoverProps): ReactElement {
  return (
    <PopoverButton {...button}>{(owner) => <Popover {...owner}>{children}</Popover>}</PopoverButton>
  );
}
