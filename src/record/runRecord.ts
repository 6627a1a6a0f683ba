import type { Algorithm } from '../model/algorithms.ts';
import type { DatasetSource } from '../model/dataset.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { RunEnd } from '../model/runEnd.ts';
import type { StartHashes } from '../model/startHashes.ts';
import type { Settings } from '../settings/settings.ts';

/** What the run was trained and tested on. */
export interface RecordedData {
  readonly name: string;
  readonly source: DatasetSource;
  /** Short SHA-256 of samples, labels and split. */
  readonly hash: string;
  readonly trainCount: number;
  readonly testCount: number;
  readonly featureCount: number;
  readonly classNames: readonly string[];
}

/** What computed it. */
export interface RecordedDevice {
  readonly engine: 'gpu' | 'cpu';
  readonly description: string;
  readonly precision: 'float32' | 'float64';
  readonly software: boolean;
}

/** The iterations after this one were computed by this device, from what was put away. */
export interface Resumption {
  readonly iteration: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly device: RecordedDevice;
}

/** Everything that is needed to train a run again, and what it was trained with. */
export interface RunOrigin {
  readonly algorithm: Algorithm;
  /** Of this run alone: its algorithm, its seed, one repeat. */
  readonly settings: Settings;
  readonly data: RecordedData;
  readonly start: StartHashes;
  readonly device: RecordedDevice;
  /** The app's version. */
  readonly app: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Where it was interrupted and resumed, if ever; the device above is the first. */
  readonly resumed?: readonly Resumption[] | undefined;
}

export type RunOutcome =
  | RunEnd
  /** Before a stop rule held. */
  | { readonly kind: 'stopped' };

/** A run on its own, as files and the browser's storage hold it. */
export interface RunRecord {
  readonly name: string;
  readonly origin: RunOrigin;
  readonly outcome: RunOutcome;
  readonly iterations: readonly IterationRecord[];
}
