import type { ReactElement, ReactNode } from 'react';
import styles from './sweepForm.module.css';

interface FieldProps {
  /** Of the control. */
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** A control below its label. */
export function Field({ id, label, children }: FieldProps): ReactElement {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}
