import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { FieldProps } from './fieldProps.ts';
import { listText, parseListText } from './numberText.ts';

/** Numbers separated by commas. */
export function ListField(props: FieldProps<'list'>): ReactElement {
  const { id, value, invalid, describedBy, onChange } = props;
  const [typing, setTyping] = useState<string | null>(null);
  return (
    <TextInput
      id={id}
      size="xs"
      autoComplete="off"
      spellCheck={false}
      placeholder="none"
      value={typing ?? listText(value)}
      error={invalid}
      aria-describedby={describedBy}
      onChange={(event) => {
        setTyping(event.currentTarget.value);
        onChange(parseListText(event.currentTarget.value));
      }}
      onBlur={() => setTyping(null)}
    />
  );
}
