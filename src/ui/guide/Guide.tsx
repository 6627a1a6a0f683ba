import { lazy, type ReactElement, Suspense } from 'react';
import { useStore } from 'zustand';
import { ViewBoundary } from '../ViewBoundary.tsx';
import { guideStore } from './guideStore.ts';

/** Most visits have no need of it. */
const GuideCard = lazy(async () => ({ default: (await import('./GuideCard.tsx')).GuideCard }));

/** The guided first race, while it is open. */
export function Guide(): ReactElement | null {
  const step = useStore(guideStore, (state) => state.step);
  if (step === null) return null;
  return (
    <ViewBoundary>
      <Suspense fallback={null}>
        <GuideCard step={step} />
      </Suspense>
    </ViewBoundary>
  );
}
