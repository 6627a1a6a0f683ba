import type { ReactElement } from 'react';
import { useLab, useSettings } from '../stores.ts';
import styles from './controls.module.css';
import { statusText } from './statusText.ts';

/** One sentence on what is going on; it changes with the state, not with every iteration. */
export function StatusLine(): ReactElement {
  const problems = useSettings((state) => state.problems);
  const filesWanted = useSettings((state) => state.settings.dataset === 'files');
  const text = useLab((state) => statusText(state, problems, filesWanted));
  return (
    <p role="status" className={styles.status}>
      {text}
    </p>
  );
}
