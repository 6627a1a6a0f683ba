import { Button } from '@mantine/core';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { ViewBoundary } from '../ViewBoundary.tsx';

/** Few visits ask where the time goes. */
const ProfileDialog = lazy(async () => ({
  default: (await import('./ProfileDialog.tsx')).ProfileDialog,
}));

/** Opens the profile of an iteration. */
export function ProfileButton(): ReactElement {
  // null until it is first asked for; from then on the dialog is there, open or not.
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-haspopup="dialog"
        title="Where the time of an iteration goes, kernel by kernel"
        onClick={() => setOpen(true)}
      >
        Profile
      </Button>
      {open !== null && (
        <ViewBoundary>
          <Suspense fallback={null}>
            <ProfileDialog opened={open} onClose={() => setOpen(false)} />
          </Suspense>
        </ViewBoundary>
      )}
    </>
  );
}
