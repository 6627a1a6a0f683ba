import { Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import type { FieldProps } from './fieldProps.ts';
import styles from './settings.module.css';

/** Any of several options, kept in the order of the declaration. */
export function ChoicesField(props: FieldProps<'choices'>): ReactElement {
  const { id, label, control, value, describedBy, onChange } = props;
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (option: string) =>
    onChange(control.options.filter((other) => chosen.includes(other) !== (other === option)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own legend and box.
    <div
      id={id}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className={styles.choices}
    >
      {control.options.map((option) => (
        <Checkbox
          key={option}
          size="xs"
          label={control.names[option] ?? option}
          checked={chosen.includes(option)}
          onChange={() => toggle(option)}
        />
      ))}
    </div>
  );
}
