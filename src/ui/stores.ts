import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { NetworkTrainer, SweepTrainer, TrainerApi } from '../worker/protocol.ts';
import type { Library } from './library/library.ts';
import type { Offline } from './offline/offline.ts';
import type { Lab } from './store/lab.ts';
import type { LabState } from './store/labState.ts';
import type { SettingsState, SettingsStore } from './store/settingsStore.ts';
import type { View, ViewStore } from './store/viewStore.ts';

export interface Stores {
  /** The worker, for what the lab does not do itself. */
  readonly trainer: TrainerApi & SweepTrainer & NetworkTrainer;
  readonly lab: Lab;
  readonly settings: SettingsStore;
  readonly view: ViewStore;
  /** The runs that the browser keeps. */
  readonly library: Library;
  readonly offline: Offline;
}

export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('A component of the lab was drawn outside of StoresContext.');
  return stores;
}

export function useLab<T>(selector: (state: LabState) => T): T {
  return useStore(useStores().lab.store, selector);
}

export function useSettings<T>(selector: (state: SettingsState) => T): T {
  return useStore(useStores().settings, selector);
}

export function useView(): readonly [view: View, change: (part: Partial<View>) => void] {
  const store = useStores().view;
  return [useStore(store, (state) => state.view), store.getState().change];
}
