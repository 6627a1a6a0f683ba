import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import type { FieldProps } from './fieldProps.ts';
import { neighbour, numberText, parseNumberText } from './numberText.ts';

/** A number as text, so that 1e-3 can be typed; the arrow keys step through it. */
export function NumberField(props: FieldProps<'number'>): ReactElement {
  const { id, control, value, invalid, describedBy, onChange } = props;
  const [typing, setTyping] = useState<string | null>(null);

  function accept(text: string): void {
    setTyping(text);
    onChange(control.optional && text.trim() === '' ? null : parseNumberText(text));
  }
  function step(event: KeyboardEvent): void {
    if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || typeof value !== 'number') return;
    event.preventDefault();
    setTyping(null);
    onChange(neighbour(value, event.key === 'ArrowUp' ? 1 : -1, control));
  }

  return (
    <TextInput
      id={id}
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      placeholder={control.optional ? 'off' : ''}
      value={typing ?? numberText(value)}
      error={invalid}
      aria-describedby={describedBy}
      onChange={(event) => accept(event.currentTarget.value)}
      onKeyDown={step}
      onBlur={() => setTyping(null)}
    />
  );
}
