import { TextInput, UnstyledButton } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { allRuns, type LabRun } from '../store/labState.ts';
import { freeName } from '../store/runNames.ts';
import { useStores } from '../stores.ts';
import styles from './runs.module.css';

const LONGEST_NAME = 60;

/** A run's name; a click makes it a field. Enter or leaving the field keeps the new name, Escape the old one. */
export function RunName({ run }: { run: LabRun }): ReactElement {
  const { lab, library } = useStores();
  const { name } = run.marks;
  const [draft, setDraft] = useState<string | null>(null);

  function keep(): void {
    const wanted = draft?.trim() ?? '';
    setDraft(null);
    if (wanted === '' || wanted === name) return;
    const others = allRuns(lab.store.getState()).filter(({ key }) => key !== run.key);
    const taken = new Set(others.map(({ marks }) => marks.name));
    library.change(run.key, { name: freeName(wanted, taken) });
  }

  if (draft === null)
    return (
      <UnstyledButton
        className={styles.nameText}
        title="Rename"
        aria-label={`Rename ${name}`}
        onClick={() => setDraft(name)}
      >
        {name}
      </UnstyledButton>
    );
  return (
    <TextInput
      size="xs"
      aria-label={`New name of ${name}`}
      maxLength={LONGEST_NAME}
      autoFocus
      value={draft}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
