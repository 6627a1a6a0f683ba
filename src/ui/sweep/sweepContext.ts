import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { SweepControl } from './sweepControl.ts';
import type { SweepChoice, SweepState } from './sweepState.ts';

export const SweepContext = createContext<SweepControl | null>(null);

export function useSweepControl(): SweepControl {
  const control = useContext(SweepContext);
  if (!control) throw new Error('A component of the sweep was drawn outside of SweepContext.');
  return control;
}

export function useSweep<T>(selector: (state: SweepState) => T): T {
  return useStore(useSweepControl().store, selector);
}

/** How the results are looked at, and how to change it. */
export function useSweepChoice(): readonly [
  view: SweepChoice,
  change: (part: Partial<SweepChoice>) => void,
] {
  const { store } = useSweepControl();
  const view = useStore(store, (state) => state.view);
  return [view, (part) => store.setState({ view: { ...view, ...part } })];
}
