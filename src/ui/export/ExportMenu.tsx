import type { ReactElement } from 'react';
import { MenuItem } from '../popover/MenuItem.tsx';
import { Popover } from '../popover/Popover.tsx';
import type { PopoverOwner } from '../popover/PopoverButton.tsx';
import { withError } from '../store/labState.ts';
import { toReportedError } from '../store/reportedError.ts';
import { useStores } from '../stores.ts';
import { download } from './download.ts';
import { EXPORTS, type FigureExport } from './exports.ts';
import type { Figure } from './useFigure.ts';

interface ExportMenuProps {
  readonly owner: PopoverOwner;
  readonly figure: () => Figure;
}

/** The files that a chart can be saved as. */
export function ExportMenu({ owner, figure }: ExportMenuProps): ReactElement {
  const { lab } = useStores();
  const save = async ({ suffix, content }: FigureExport) => {
    try {
      const shown = figure();
      download(`dlam-lab-${shown.spec.id}${suffix}`, await content(shown));
    } catch (reason) {
      lab.store.setState((state) => withError(state, toReportedError(reason)));
    }
  };
  return (
    <Popover {...owner}>
      {(close) =>
        EXPORTS.map((one) => (
          <MenuItem
            key={one.suffix}
            onClick={() => {
              close();
              void save(one);
            }}
          >
            {one.name}
          </MenuItem>
        ))
      }
    </Popover>
  );
}
