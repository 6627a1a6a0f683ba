import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useId, useState } from 'react';
import type { FloorKind } from '../../theory/objectiveFloor.ts';
import { Choice } from '../charts/Choice.tsx';
import { formatNumber } from '../format.ts';
import { Help } from '../Help.tsx';
import { numberText, parseNumberText } from '../settings/numberText.ts';
import styles from './theory.module.css';
import { theoryStore } from './theoryStore.ts';
import type { Floor } from './useFloor.ts';
import { HELP } from './words.ts';

const NAMES: Readonly<Record<FloorKind, string>> = {
  'least-seen': 'least seen',
  typed: 'typed',
  reference: 'kept',
};

/** Where F* comes from, and its value. */
export function FloorChoice({ floor }: { floor: Floor }): ReactElement {
  const id = useId();
  const { change, keep } = theoryStore.getState();
  const { kind, value, least, hasReference } = floor;
  const { reference: kept, ...always } = NAMES;
  return (
    <div className={styles.floor}>
      <span className={styles.floorName} id={id}>
        F*
      </span>
      <Help labelId={id} {...HELP.floor} />
      <Choice
        label="Where F* comes from"
        options={hasReference ? { ...always, reference: kept } : always}
        value={kind}
        onChange={(chosen) => change({ floor: chosen })}
      />
      {kind === 'typed' ? (
        <TypedFloor labelId={id} value={value} />
      ) : (
        <output className={styles.floorValue} data-testid="theory-floor">
          {value === null ? '–' : formatNumber(value, 8)}{' '}
          {value !== null && <small>{uncertaintyText(floor.uncertainty)}</small>}
        </output>
      )}
      <Button
        size="compact-xs"
        variant="default"
        disabled={least === null}
        onClick={() => {
          if (least) keep(least);
        }}
      >
        Keep the least F as reference
      </Button>
    </div>
  );
}

function uncertaintyText(uncertainty: number): string {
  return uncertainty === 0
    ? 'F has come to rest'
    : `F may still fall by about ${formatNumber(uncertainty, 2)}`;
}

function TypedFloor({ labelId, value }: { labelId: string; value: number | null }): ReactElement {
  const [typing, setTyping] = useState<string | null>(null);
  const text = typing ?? numberText(value);
  const parsed = parseNumberText(text);
  const valid = typeof parsed === 'number' && Number.isFinite(parsed);
  const accept = (next: string) => {
    setTyping(next);
    const number = parseNumberText(next);
    const usable = typeof number === 'number' && Number.isFinite(number);
    theoryStore.getState().change({ typedFloor: usable ? number : null });
  };
  return (
    <TextInput
      className={styles.typed}
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-labelledby={labelId}
      value={text}
      error={text !== '' && !valid}
      onChange={(event) => accept(event.currentTarget.value)}
      onBlur={() => setTyping(null)}
    />
  );
}
