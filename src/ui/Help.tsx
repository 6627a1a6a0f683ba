import { Box, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react';
import { HelpBubble } from './HelpBubble.tsx';
import styles from './help.module.css';
import { HelpIcon } from './icons.tsx';

interface HelpProps {
  /** Id of the element that names what is explained. */
  readonly labelId: string;
  readonly text: ReactNode;
  /** TeX, set below the text. */
  readonly formula?: string | undefined;
  /** Where the formula is from; the last line. */
  readonly source?: string | undefined;
  /** The widest that the bubble may become, in pixels. */
  readonly width?: number;
}

/**
 * A question mark that explains what it stands beside: open while the pointer or the focus is there, and from tap to tap;
 * Escape closes it. The explanation follows its button in the document, so that a screen reader comes to its MathML next.
 */
export function Help({ labelId, text, formula, source, width = 352 }: HelpProps): ReactElement {
  const bubbleId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const enter = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') setOpen(true);
  };
  const leave = (event: PointerEvent) => {
    const focused = document.activeElement === button.current;
    if (event.pointerType === 'mouse' && !focused) setOpen(false);
  };
  // A mouse has opened it by being there; a finger and the keys open and close.
  const click = (event: MouseEvent) => {
    const { pointerType } = event.nativeEvent as globalThis.PointerEvent;
    setOpen((was) => pointerType === 'mouse' || !was);
  };
  return (
    <Box
      component="span"
      className={styles.help}
      onPointerEnter={enter}
      onPointerLeave={leave}
      onBlur={({ currentTarget }) => {
        // Whoever selects text of the bubble takes the focus from the button.
        if (!currentTarget.matches(':hover')) setOpen(false);
      }}
    >
      <UnstyledButton
        ref={button}
        className={styles.button}
        aria-describedby={open ? `${labelId} ${bubbleId}` : labelId}
        aria-expanded={open}
        // The focus that a finger or a mouse gives is no wish to read.
        onFocus={({ currentTarget }) => {
          if (currentTarget.matches(':focus-visible')) setOpen(true);
        }}
        onClick={click}
      >
        <HelpIcon />
        <VisuallyHidden>Help</VisuallyHidden>
      </UnstyledButton>
      {open && (
        <HelpBubble
          id={bubbleId}
          anchor={button}
          text={text}
          formula={formula}
          source={source}
          width={width}
          onClose={() => setOpen(false)}
        />
      )}
    </Box>
  );
}
