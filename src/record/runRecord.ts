import type { Algorithm } from '../model/algorithms.ts';
import type { DatasetSource } from '../model/dataset.ts';
import type { StopReason } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
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

/** Short SHA-256 hashes of what the run started from: equal hashes, equal bits. */
export interface RecordedStart {
  readonly weights: string;
  readonly data: string;
  readonly order: string;
}

/** What computed it. */
export interface RecordedDevice {
  readonly engine: 'gpu' | 'cpu';
  readonly description: string;
  readonly precision: 'float32' | 'float64';
  readonly software: boolean;
}

/** Everything that is needed to train a run again, and what it was trained with. */
export interface RunOrigin {
  readonly algorithm: Algorithm;
  /** Of this run alone: its algorithm, its seed, one repeat. */
  readonly settings: Settings;
  readonly data: RecordedData;
  readonly start: RecordedStart;
  readonly device: RecordedDevice;
  /** The app's version. */
  readonly app: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

export type RunOutcome =
  | { readonly kind: 'finished'; readonly reason: StopReason }
  | {
      readonly kind: 'failed';
      readonly error: {
        readonly name: string;
        readonly label: string | null;
        readonly message: string;
      };
    }
  /** Before a stop rule held. */
  | { readonly kind: 'stopped' };

/** A run on its own, as files and the browser's storage hold it. */
export interface RunRecord {
  readonly name: string;
  readonly origin: RunOrigin;
  readonly outcome: RunOutcome;
  readonly iterations: readonly IterationRecord[];
}
