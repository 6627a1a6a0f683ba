import { createStore, type StoreApi } from 'zustand/vanilla';

/** Blocks a second. */
export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** Where the film of one iteration stands. */
export interface Playback {
  /** Key of the run whose iteration is held; null before one was. */
  readonly of: string | null;
  /** Number of its record; null follows the newest. */
  readonly iteration: number | null;
  /** Index of the block that is lit. */
  readonly position: number;
  readonly playing: boolean;
}

export interface HowState {
  readonly playback: Playback;
  readonly speed: Speed;
  /** Id of the run looked at; null follows the first alternating one, mDLAM before DLAM. */
  readonly run: string | null;
  change(part: Partial<Pick<HowState, 'playback' | 'speed' | 'run'>>): void;
}

export const AT_START: Playback = { of: null, iteration: null, position: 0, playing: false };

/** Of the page and kept while it is open: another tab and back, and the film is where it was. */
export const howStore: StoreApi<HowState> = createStore<HowState>()((set) => ({
  playback: AT_START,
  speed: 1,
  run: null,
  change: (part) => set(part),
}));
