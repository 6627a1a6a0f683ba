import { UnstyledButton } from '@mantine/core';
import { lazy, memo, type ReactElement, Suspense, useId, useRef, useState } from 'react';
import { ViewBoundary } from '../ViewBoundary.tsx';
import styles from './export.module.css';
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
  const menuId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton
        ref={button}
        className={styles.button}
        aria-label={`Export ${title}`}
        aria-haspopup="menu"
        aria-expanded={open}
        title="Export"
        disabled={!drawn}
        // By this the browser closes the open menu at a second click; at the first it would close it too.
        popoverTarget={menuId}
        onClick={(event) => {
          if (open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <DownloadIcon />
      </UnstyledButton>
      {open && (
        <ViewBoundary>
          <Suspense fallback={null}>
            <ExportMenu
              id={menuId}
              anchor={button}
              title={title}
              figure={figure}
              onClose={() => setOpen(false)}
            />
          </Suspense>
        </ViewBoundary>
      )}
    </>
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
