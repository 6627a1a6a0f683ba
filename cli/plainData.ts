import type { Dataset, RawDataset } from '../src/model/dataset.ts';

/**
 * Whether the training samples are the first of the file with pixels from 0 to 1: whoever has the file then has the
 * inputs. Files without a part for testing are split by a shuffle, so that `wholeFile` says no.
 */
export function isPlain(dataset: Dataset, raw: RawDataset, wholeFile: boolean): boolean {
  const { train, scaler, classCount } = dataset;
  return (
    wholeFile &&
    scaler.scaling === 'unit' &&
    raw.train.values instanceof Uint8Array &&
    classCount === raw.classes.length &&
    raw.classes.every(({ label }, index) => label === index) &&
    train.origin.every((from, to) => from === to)
  );
}
