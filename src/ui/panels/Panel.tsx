import { type ReactElement, type ReactNode, useId } from 'react';
import styles from './panels.module.css';

interface PanelProps {
  readonly title: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** Names it for the guided first race. */
  readonly guide?: string;
  readonly children: ReactNode;
}

export function Panel({ title, aside, guide, children }: PanelProps): ReactElement {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.panel} data-guide={guide}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
