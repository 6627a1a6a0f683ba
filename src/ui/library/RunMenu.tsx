import type { ReactElement } from 'react';
import { AnchoredPopover } from '../popover/AnchoredPopover.tsx';
import { MenuItem } from '../popover/MenuItem.tsx';
import { isOver, type LabRun } from '../store/labState.ts';
import { useLab, useStores } from '../stores.ts';
import { DotsIcon } from './libraryIcons.tsx';
import { duplicate, exportRecord } from './runActions.ts';

/** What can be done with one run. */
export function RunMenu({ run }: { run: LabRun }): ReactElement {
  const stores = useStores();
  const { lab, library } = stores;
  const busy = useLab((state) => state.running || state.activity !== null);
  const live = useLab((state) => state.race?.runs.some(({ key }) => key === run.key) ?? false);
  const unfinished = live && !isOver(run);
  return (
    <AnchoredPopover
      label={`Actions for ${run.marks.name}`}
      title="Settings into the form, replay, export, delete"
      role="menu"
      face={<DotsIcon />}
    >
      {(close) => {
        const item = (name: string, act: () => void, why: string | null = null) => (
          <MenuItem
            disabled={why !== null}
            title={why ?? undefined}
            onClick={() => {
              close();
              act();
            }}
          >
            {name}
          </MenuItem>
        );
        const wait = busy ? 'Pause the race first' : null;
        return (
          <>
            {item('Settings into the form', () => duplicate(run, stores))}
            {item(
              'Replay',
              () => void lab.replay(run),
              wait ?? (unfinished ? 'This run has not ended yet' : null),
            )}
            {item('Export record', () => exportRecord(run))}
            {item('Delete', () => library.remove([run.key]), live ? wait : null)}
          </>
        );
      }}
    </AnchoredPopover>
  );
}
