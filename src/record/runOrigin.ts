import type { Algorithm } from '../model/algorithms.ts';
import type { StartHashes } from '../model/startHashes.ts';
import { VERSION } from '../model/version.ts';
import type { Settings } from '../settings/settings.ts';
import type { RecordedData, RecordedDevice, RunOrigin } from './runRecord.ts';

/** Where one run of a race comes from. */
export interface Beginning {
  readonly algorithm: Algorithm;
  readonly seed: number;
  readonly start: StartHashes;
  /** Of the whole race. */
  readonly settings: Settings;
  readonly data: RecordedData;
  readonly device: RecordedDevice;
  readonly startedAt: Date;
}

/** What a record says of a run; of the data and the device, what is recorded of them and no more. */
export function runOrigin(beginning: Beginning): RunOrigin {
  const { algorithm, seed, start, settings, data, startedAt } = beginning;
  const { name, source, hash, trainCount, testCount, featureCount, classNames } = data;
  return {
    algorithm,
    settings: { ...settings, algorithms: [algorithm], seed, repeats: 1 },
    data: { name, source, hash, trainCount, testCount, featureCount, classNames },
    start,
    device: recordedDevice(beginning.device),
    app: VERSION,
    startedAt: startedAt.toISOString(),
  };
}

/** Of a device what is recorded, and no more. */
export function recordedDevice(device: RecordedDevice): RecordedDevice {
  const { engine, description, precision, software } = device;
  return { engine, description, precision, software };
}
