import type { Backend } from '../optimiser/backend.ts';
import type { DeviceSummary } from './protocol.ts';

/** A backend and what the page says of it. */
export interface Engine {
  readonly backend: Backend;
  readonly device: DeviceSummary;
  /** Gives all its memory back. */
  readonly close: () => void;
}
