import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { NetworkControl } from './networkControl.ts';
import type { NetworkState } from './networkState.ts';

export const NetworkContext = createContext<NetworkControl | null>(null);

export function useNetworkControl(): NetworkControl {
  const control = useContext(NetworkContext);
  if (!control) throw new Error('A component of the network was drawn outside of NetworkContext.');
  return control;
}

export function useNetwork<T>(selector: (state: NetworkState) => T): T {
  return useStore(useNetworkControl().store, selector);
}
