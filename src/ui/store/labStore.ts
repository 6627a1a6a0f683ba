import type { StoreApi } from 'zustand/vanilla';
import type { LabState } from './labState.ts';

/** Where the page's state lives. */
export type LabStore = StoreApi<LabState>;
