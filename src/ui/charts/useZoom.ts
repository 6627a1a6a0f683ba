import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import type { Domain } from './scale.ts';
import { verticalWindow, zoomedAxis, zoomStore } from './zoomStore.ts';

/** The part of the horizontal axis that all charts over it show. */
export function useZoomedAxis(whole: XAxis): XAxis {
  const zoom = useStore(zoomStore);
  return useMemo(() => zoomedAxis(whole, zoom), [whole, zoom]);
}

/** What a chart shows of its vertical axis; null for what fits its curves. */
export function useVerticalWindow(spec: ChartSpec, { kind }: XAxis): Domain | null {
  const zoom = useStore(zoomStore);
  const { id, unit, scale } = spec;
  return useMemo(
    () => verticalWindow(zoom, kind, { id, unit, scale }),
    [zoom, kind, id, unit, scale],
  );
}
