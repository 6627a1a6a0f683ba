import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { ALGORITHMS, type Algorithm } from '../../model/algorithms.ts';
import { type RunLook, runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { AnchoredPopover } from '../popover/AnchoredPopover.tsx';
import type { LabRun } from '../store/labState.ts';
import { useStores } from '../stores.ts';
import styles from './runs.module.css';

/** What the colours are called; each is named in the code after the algorithm that has it by default. */
const COLOUR_NAMES: Readonly<Record<Algorithm, string>> = {
  mdlam: 'blue',
  dlam: 'orange',
  dladmm: 'purple',
  sgd: 'grey',
  momentum: 'dark green',
  nesterov: 'olive',
  adagrad: 'magenta',
  rmsprop: 'red',
  adadelta: 'brown',
  adam: 'indigo',
  amsgrad: 'cyan',
};

const LINE_NAMES: Readonly<Record<Algorithm, string>> = {
  mdlam: 'fine',
  dlam: 'broad band',
  dladmm: 'broad',
  sgd: 'dotted',
  momentum: 'short dashes',
  nesterov: 'dash dot',
  adagrad: 'broad dotted',
  rmsprop: 'broad dashes',
  adadelta: 'broad dash dot',
  adam: 'long dashes',
  amsgrad: 'long dash, two dots',
};

/** The run's stroke; a click opens the choice of its colour and its line. */
export function LookPicker({ run }: { run: LabRun }): ReactElement {
  const { library } = useStores();
  const { name, look } = run.marks;
  const restyle = (next: RunLook) => library.change(run.key, { look: next });
  return (
    <AnchoredPopover
      label={`Colour and line of ${name}`}
      title="Colour and line"
      role="dialog"
      face={<Swatch appearance={runAppearance(look)} />}
    >
      {() => (
        <>
          <Choices
            title="Colour"
            part="colour"
            look={look}
            names={COLOUR_NAMES}
            onChange={restyle}
          />
          <Choices title="Line" part="line" look={look} names={LINE_NAMES} onChange={restyle} />
        </>
      )}
    </AnchoredPopover>
  );
}

interface ChoicesProps {
  readonly title: string;
  readonly part: keyof RunLook;
  readonly look: RunLook;
  readonly names: Readonly<Record<Algorithm, string>>;
  readonly onChange: (look: RunLook) => void;
}

function Choices({ title, part, look, names, onChange }: ChoicesProps): ReactElement {
  return (
    <fieldset className={styles.choices}>
      <legend>{title}</legend>
      {ALGORITHMS.map((one) => (
        <UnstyledButton
          key={one}
          className={styles.choice}
          aria-pressed={look[part] === one}
          aria-label={names[one]}
          title={names[one]}
          onClick={() => onChange({ ...look, [part]: one })}
        >
          <Swatch appearance={runAppearance({ ...look, [part]: one })} />
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
