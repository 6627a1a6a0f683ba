import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import { Choice } from '../charts/Choice.tsx';
import { useLab } from '../stores.ts';
import { nextMisclassified } from './confusion.ts';
import styles from './network.module.css';
import { useNetwork, useNetworkControl } from './networkContext.ts';
import predictStyles from './predict.module.css';

/** Asks the networks about a sample of the data, by its number or because one of them is wrong about it. */
export function SampleChoice(): ReactElement {
  const control = useNetworkControl();
  const part = useNetwork((state) => state.part);
  const question = useNetwork((state) => state.question);
  const dataset = useLab((state) => state.dataset);
  const [typed, setTyped] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const id = useId();
  const count = (part === 'test' ? dataset?.testCount : dataset?.trainCount) ?? 0;
  const index = question?.kind === 'sample' && question.part === part ? question.index : null;
  const number = typed === null || typed.trim() === '' ? null : Number(typed);
  const bad = number !== null && !(Number.isInteger(number) && number >= 0 && number < count);

  function show(place: number): void {
    setTyped(null);
    setNote('');
    void control.askSample(place);
  }
  function accept(): void {
    if (number !== null && !bad) show(number);
  }
  async function nextError(): Promise<void> {
    setNote('Looking for one …');
    const result = await control.classified();
    const next = result && nextMisclassified(result.value, index ?? -1);
    if (next === null) setNote(result ? 'The chosen network gets all of them right.' : '');
    else show(next);
  }
  const step = (by: number) => show(((index ?? (by > 0 ? -1 : 0)) + by + count) % count);

  return (
    <div className={predictStyles.sample}>
      <div className={predictStyles.sampleLine}>
        <label htmlFor={id}>Sample</label>
        <Choice
          label="Which samples"
          options={{ test: 'Test', train: 'Training' }}
          value={part}
          onChange={(next) => control.change({ part: next })}
        />
      </div>
      <div className={predictStyles.sampleLine}>
        <Button size="compact-xs" variant="default" onClick={() => step(-1)}>
          Previous
        </Button>
        <TextInput
          id={id}
          size="xs"
          className={predictStyles.sampleNumber}
          inputMode="numeric"
          autoComplete="off"
          placeholder="0"
          value={typed ?? (index === null ? '' : String(index))}
          error={bad && `0 to ${count - 1}`}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={accept}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter') accept();
          }}
        />
        <Button size="compact-xs" variant="default" onClick={() => step(1)}>
          Next
        </Button>
      </div>
      <Button size="compact-xs" variant="default" fullWidth onClick={() => void nextError()}>
        Next misclassified
      </Button>
      <p className={styles.quiet} aria-live="polite">
        {note}
      </p>
    </div>
  );
}
