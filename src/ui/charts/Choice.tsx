import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import styles from './charts.module.css';

interface ChoiceProps<T extends string> {
  readonly label: string;
  /** What the options are called, in order. */
  readonly options: Readonly<Partial<Record<T, string>>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A small switch beside a chart's title. */
export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
}: ChoiceProps<T>): ReactElement {
  return (
    <SegmentedControl
      size="xs"
      className={styles.choice}
      aria-label={label}
      data={(Object.keys(options) as T[]).map((option) => ({
        value: option,
        label: options[option] ?? option,
      }))}
      value={value}
      onChange={(next) => onChange(next as T)}
    />
  );
}
