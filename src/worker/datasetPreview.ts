import { sourceValues } from '../data/sourceValues.ts';
import type { Dataset, FeatureValues, PictureSize, RawDataset, Samples } from '../model/dataset.ts';
import type { DatasetSummary, SampleTable, Thumbnails } from './protocol.ts';

const THUMBNAILS = 60;
/** Rows and feature columns of a table that are shown. */
const ROWS = 6;
const COLUMNS = 12;

/** What the page shows of the first training samples: pictures where they are some, else a table. */
export function preview(
  raw: RawDataset,
  { train }: Dataset,
): Pick<DatasetSummary, 'thumbnails' | 'table' | 'reading'> {
  const { reading } = raw;
  const { picture } = raw.train;
  return picture
    ? { thumbnails: thumbnails(raw, train, picture), table: null, reading }
    : { thumbnails: null, table: sampleTable(raw, train), reading };
}

function thumbnails(raw: RawDataset, train: Samples, { width, height }: PictureSize): Thumbnails {
  const values = sourceValues(raw.train, train.origin.subarray(0, THUMBNAILS));
  return { width, height, pixels: greyOf(values), labels: train.labels.slice(0, THUMBNAILS) };
}

/** Floats from their minimum to their maximum as 0 to 255. */
function greyOf(values: FeatureValues): Uint8Array {
  if (values instanceof Uint8Array) return values;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = high > low ? 255 / (high - low) : 0;
  return Uint8Array.from(values, (value) => Math.round((value - low) * scale));
}

function sampleTable({ train, featureNames }: RawDataset, samples: Samples): SampleTable {
  const { featureCount } = train;
  const shown = Math.min(featureCount, COLUMNS);
  const columns = Array.from({ length: shown }, (_, i) => featureNames?.[i] ?? `x${i + 1}`);
  const origin = samples.origin.subarray(0, ROWS);
  const values = sourceValues(train, origin);
  const rows = Array.from(origin, (_, i) => ({
    label: samples.labels[i] as number,
    values: [...values.subarray(i * featureCount, i * featureCount + shown)],
  }));
  return { columns, rows };
}
