import { lazy, memo, type ReactElement, Suspense } from 'react';
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

function DownloadIcon(): ReactElement {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M8 2.5v7.5M5 7.2l3 3 3-3M3 13.2h10" />
    </svg>
  );
}
