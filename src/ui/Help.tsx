import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import styles from './help.module.css';
import { HelpIcon } from './icons.tsx';

interface HelpProps {
  /** Id of the element that names what is explained. */
  readonly labelId: string;
  readonly text: ReactNode;
  readonly width?: number;
}

/** A question mark that explains what it stands beside, by pointer, touch or focus. */
export function Help({ labelId, text, width = 260 }: HelpProps): ReactElement {
  return (
    <Tooltip
      label={text}
      multiline
      w={width}
      withArrow
      position="top"
      events={{ hover: true, focus: true, touch: true }}
    >
      <UnstyledButton className={styles.help} aria-describedby={labelId}>
        <HelpIcon />
        <VisuallyHidden>Help</VisuallyHidden>
      </UnstyledButton>
    </Tooltip>
  );
}
