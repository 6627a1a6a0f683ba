import { Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import type { FieldProps } from './fieldProps.ts';

export function SwitchField(props: FieldProps<'switch'>): ReactElement {
  const { id, value, describedBy, onChange } = props;
  return (
    <Switch
      id={id}
      size="xs"
      checked={value === true}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
