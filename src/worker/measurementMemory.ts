import { createStore, get, set, type UseStore } from 'idb-keyval';
import type { MeasurementMemory } from '../backend/gpu/productTuner.ts';

/** Measurements in the browser's IndexedDB; where there is none, `read` and `write` reject. */
export function measurementMemory(): MeasurementMemory {
  let opened: UseStore | undefined;
  const store = (): UseStore => {
    opened ??= createStore('dlam-lab-measurements', 'values');
    return opened;
  };
  return {
    read: async (key) => get(key, store()),
    write: async (key, value) => set(key, value, store()),
  };
}
