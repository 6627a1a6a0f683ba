import { UnstyledButton } from '@mantine/core';
import { memo, type ReactElement } from 'react';
import { SHORTCUTS } from '../keys/shortcuts.ts';
import styles from './charts.module.css';
import { resetZoom } from './zoomStore.ts';

/** In the corner of a chart of which only a part is shown. */
export const ResetZoom = memo(function ResetZoom({ title }: { title: string }): ReactElement {
  return (
    <UnstyledButton
      className={styles.resetZoom}
      aria-label={`Reset the zoom of ${title}`}
      aria-keyshortcuts={SHORTCUTS.unzoom.name}
      title={`Show all again (${SHORTCUTS.unzoom.name}, or double click)`}
      onClick={resetZoom}
    >
      <svg
        width="14"
        height="14"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
      </svg>
    </UnstyledButton>
  );
});
