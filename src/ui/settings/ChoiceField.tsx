import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import type { FieldProps } from './fieldProps.ts';

/** Up to so many letters in all, the options stand side by side. */
const SIDE_BY_SIDE_LETTERS = 13;

/** One of several options: side by side where they fit, else a list. */
export function ChoiceField(props: FieldProps<'choice'>): ReactElement {
  const { id, label, control, value, invalid, describedBy, onChange } = props;
  const data = control.options.map((option) => ({
    value: option,
    label: control.names[option] ?? option,
  }));
  const letters = data.reduce((sum, option) => sum + option.label.length, 0);
  if (letters <= SIDE_BY_SIDE_LETTERS && data.length <= 3) {
    return (
      <SegmentedControl
        id={id}
        size="xs"
        fullWidth
        aria-label={label}
        aria-describedby={describedBy}
        data={data}
        value={String(value)}
        onChange={onChange}
      />
    );
  }
  return (
    <NativeSelect
      id={id}
      size="xs"
      data={data}
      value={String(value)}
      error={invalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
