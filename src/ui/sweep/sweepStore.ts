import { createStore, type StoreApi } from 'zustand/vanilla';
import { EMPTY_SWEEP, type SweepState } from './sweepState.ts';

/** Where the page keeps its sweep. */
export type SweepStore = StoreApi<SweepState>;

export function createSweepStore(): SweepStore {
  return createStore<SweepState>(() => EMPTY_SWEEP);
}
