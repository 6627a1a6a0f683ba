import { lazy, memo, type ReactElement, Suspense } from 'react';
import { DownloadIcon } from '../icons.tsx';
import { PopoverButton } from '../popover/PopoverButton.tsx';
import { ViewBoundary } from '../ViewBoundary.tsx';
import type { Figure } from './useFigure.ts';

/** Nobody exports during the first load. */
const ExportMenu = lazy(async () => ({ default: (await import('./ExportMenu.tsx')).ExportMenu }));

interface ExportButtonProps {
  readonly title: string;
  /** Whether there is anything to save. */
  readonly drawn: boolean;
  /** The same function at every drawing. */
  readonly figure: () => Figure;
}

/** Opens the menu of files that a chart can be saved as. */
export const ExportButton = memo(function ExportButton({
  title,
  drawn,
  figure,
}: ExportButtonProps): ReactElement {
  return (
    <PopoverButton
      label={`Export ${title}`}
      title="Export"
      role="menu"
      disabled={!drawn}
      face={<DownloadIcon />}
    >
      {(owner) => (
        <ViewBoundary>
          <Suspense fallback={null}>
            <ExportMenu owner={owner} figure={figure} />
          </Suspense>
        </ViewBoundary>
      )}
    </PopoverButton>
  );
});
