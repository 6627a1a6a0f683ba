import { lazy } from 'react';

/** Begins to fetch Recharts; a page without curves has no use for it, and it is as large as much of the rest. */
export async function loadAxes() {
  return { default: (await import('./Axes.tsx')).Axes };
}

export const LazyAxes = lazy(loadAxes);
