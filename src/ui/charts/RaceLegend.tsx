import { UnstyledButton } from '@mantine/core';
import { memo, type ReactElement, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type LabRun, type LabState, withMarks } from '../store/labState.ts';
import { useLab, useStores, useView } from '../stores.ts';
import { type RunLook, runAppearance } from './appearance.ts';
import styles from './raceLegend.module.css';
import { Swatch } from './Swatch.tsx';
import { type SeedGroup, seedGroups } from './seedGroups.ts';

/**
 * The runs of all charts, those of the race first; a click takes a run out of them or back in. Repeats that are shown as
 * one curve come and go together.
 */
export function RaceLegend(): ReactElement | null {
  const { store } = useStores().lab;
  const [{ seeds }] = useView();
  // Records come at every frame, and none of them changes the legend: keys and marks do.
  const changes = useLab(useShallow(keysAndMarks));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the runs are read when one of their marks changed.
  const groups = useMemo(() => {
    const runs = listedRuns(store.getState());
    return seeds === 'band' ? seedGroups(runs) : runs.map(alone);
  }, [store, seeds, changes]);
  if (groups.length === 0) return null;
  return (
    <ul className={styles.runs} aria-label="Runs in the charts">
      {groups.map(({ name, runs }) => (
        <Entry
          key={runs[0].key}
          name={runs.length > 1 ? `${name} × ${runs.length}` : name}
          look={runs[0].marks.look}
          shown={runs.some(({ marks }) => marks.shown)}
          runKeys={runs.map(({ key }) => key).join(' ')}
        />
      ))}
    </ul>
  );
}

function alone(run: LabRun): SeedGroup {
  return { name: run.marks.name, runs: [run] };
}

function listedRuns({ race, kept }: LabState): readonly LabRun[] {
  const others = kept.filter(({ marks }) => marks.shown || marks.pinned);
  return [...(race?.runs ?? []), ...others];
}

function keysAndMarks(state: LabState): readonly unknown[] {
  return listedRuns(state).flatMap(({ key, marks }) => [key, marks]);
}

interface EntryProps {
  readonly name: string;
  readonly look: RunLook;
  readonly shown: boolean;
  /** Apart by spaces: the same text for the same runs. */
  readonly runKeys: string;
}

const Entry = memo(function Entry({ name, look, shown, runKeys }: EntryProps): ReactElement {
  const { store } = useStores().lab;
  const toggle = () =>
    store.setState((state) =>
      runKeys.split(' ').reduce((next, key) => withMarks(next, key, { shown: !shown }), state),
    );
  return (
    <li>
      <UnstyledButton
        className={styles.run}
        aria-pressed={shown}
        title={shown ? `Hide ${name}` : `Show ${name}`}
        onClick={toggle}
      >
        <Swatch appearance={runAppearance(look)} />
        {name}
      </UnstyledButton>
    </li>
  );
});
