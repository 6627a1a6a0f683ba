import { UnstyledButton } from '@mantine/core';
import { memo, type ReactElement } from 'react';
import { ExpandIcon } from '../icons.tsx';
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
      <ExpandIcon />
    </UnstyledButton>
  );
});
