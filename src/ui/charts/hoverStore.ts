import { createStore } from 'zustand/vanilla';

/** The place looked at, in units of the horizontal axis; all charts show it, one was pointed at. */
export interface Hover {
  readonly x: number | null;
  readonly chart: string | null;
}

/** Apart from everything else, so that moving the pointer redraws no curve. */
export const hoverStore = createStore<Hover>(() => ({ x: null, chart: null }));
