import { Button } from '@mantine/core';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { useStores } from '../stores.ts';
import { ViewBoundary } from '../ViewBoundary.tsx';
import { focusOf } from './focusOf.ts';
import { perform } from './perform.ts';
import { actionOf, SHORTCUTS } from './shortcuts.ts';

/** Dialogs are a good part of Mantine, and most visits open none. */
const KeyList = lazy(async () => ({ default: (await import('./KeyList.tsx')).KeyList }));

/** Listens to the keys of the lab; a button, like one of the keys, opens their list. */
export function Keys(): ReactElement {
  const stores = useStores();
  // null until the list is first asked for; from then on the list is there, open or not.
  const [open, setOpen] = useState<boolean | null>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const dialogOpen = document.querySelector('[role="dialog"], dialog[open]') !== null;
      const action = actionOf(event, focusOf(event.target), dialogOpen);
      if (!action) return;
      // Space would scroll the page, held down too.
      event.preventDefault();
      if (event.repeat) return;
      if (action === 'list') setOpen(!dialogOpen);
      else perform(action, stores);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [stores]);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-haspopup="dialog"
        aria-keyshortcuts={SHORTCUTS.list.name}
        onClick={() => setOpen(true)}
      >
        Keys
      </Button>
      {open !== null && (
        <ViewBoundary>
          <Suspense fallback={null}>
            <KeyList opened={open} onClose={() => setOpen(false)} />
          </Suspense>
        </ViewBoundary>
      )}
    </>
  );
}
