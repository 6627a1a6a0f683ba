import type { ReactElement } from 'react';
import type { LabRun } from '../store/labState.ts';
import styles from './chartBar.module.css';
import { thinnedText } from './thinnedText.ts';

/** Under the charts: which of the runs in them have no longer all of their iterations. */
export function ThinnedLine({ runs }: { runs: readonly LabRun[] }): ReactElement | null {
  const text = thinnedText(runs);
  return text === null ? null : (
    <p className={styles.thinned} data-testid="thinned">
      {text}
    </p>
  );
}
