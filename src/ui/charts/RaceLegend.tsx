import { UnstyledButton } from '@mantine/core';
import { memo, type ReactElement } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type LabState, type RunMarks, withMarks } from '../store/labState.ts';
import { useLab, useStores } from '../stores.ts';
import { runAppearance } from './appearance.ts';
import styles from './raceLegend.module.css';
import { Swatch } from './Swatch.tsx';

/** The runs of all charts, those of the race first; a click takes a run out of them or back in. */
export function RaceLegend(): ReactElement | null {
  // Keys and marks in turn: records come at every frame, and none of them changes the legend.
  const listed = useLab(useShallow(keysAndMarks));
  if (listed.length === 0) return null;
  return (
    <ul className={styles.runs} aria-label="Runs in the charts">
      {listed.map((key, index) =>
        typeof key === 'string' ? (
          <Entry key={key} runKey={key} marks={listed[index + 1] as RunMarks} />
        ) : null,
      )}
    </ul>
  );
}

function keysAndMarks({ race, kept }: LabState): readonly (string | RunMarks)[] {
  const others = kept.filter(({ marks }) => marks.shown || marks.pinned);
  return [...(race?.runs ?? []), ...others].flatMap(({ key, marks }) => [key, marks]);
}

interface EntryProps {
  readonly runKey: string;
  readonly marks: RunMarks;
}

const Entry = memo(function Entry({ runKey, marks }: EntryProps): ReactElement {
  const { store } = useStores().lab;
  const { name, look, shown } = marks;
  return (
    <li>
      <UnstyledButton
        className={styles.run}
        aria-pressed={shown}
        title={shown ? `Hide ${name}` : `Show ${name}`}
        onClick={() => store.setState((state) => withMarks(state, runKey, { shown: !shown }))}
      >
        <Swatch appearance={runAppearance(look)} />
        {name}
      </UnstyledButton>
    </li>
  );
});
