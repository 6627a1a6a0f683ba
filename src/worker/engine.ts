import type { TrainingEngine } from '../training/trainingEngine.ts';
import type { DeviceSummary } from './protocol.ts';

/** An engine and what the page says of it. */
export interface Engine extends TrainingEngine {
  readonly device: DeviceSummary;
  /** Gives all its memory back. */
  readonly close: () => void;
}
