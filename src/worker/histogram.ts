import type { Histogram } from './protocol.ts';

const BINS = 48;
/** Values after which the event loop gets a turn: some milliseconds of counting. */
const SLICE = 1_000_000;

/** How a histogram is laid out. */
export interface HistogramOptions {
  /** From −m to m, so that 0 is in the middle. */
  readonly symmetric: boolean;
  /** Exact zeros have no bin: those of ReLU would dwarf all others. */
  readonly zerosApart: boolean;
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

async function inSlices(values: Float64Array, visit: (slice: Float64Array) => void): Promise<void> {
  for (let start = 0; start < values.length; start += SLICE) {
    if (start > 0) await turn();
    visit(values.subarray(start, start + SLICE));
  }
}

/** Counts values in bins of the same width; gives the event loop a turn in between. */
export async function histogram(
  values: Float64Array,
  { symmetric, zerosApart }: HistogramOptions,
): Promise<Histogram> {
  const { least, greatest, mean, deviation, zeros } = await describe(values);
  const reach = Math.max(Math.abs(least), Math.abs(greatest));
  const low = symmetric ? -reach : least;
  const high = symmetric ? reach : greatest;
  const counts = new Uint32Array(BINS);
  // All values alike: they lie in the first bin.
  const perUnit = high > low ? BINS / (high - low) : 0;
  await inSlices(values, (slice) => {
    for (const value of slice) {
      if (zerosApart && value === 0) continue;
      const bin = Math.min(BINS - 1, Math.floor((value - low) * perUnit));
      counts[bin] = (counts[bin] as number) + 1;
    }
  });
  return {
    low,
    high,
    counts,
    zeros,
    zerosApart,
    total: values.length,
    mean,
    deviation,
    least,
    greatest,
  };
}

type Description = Pick<Histogram, 'least' | 'greatest' | 'mean' | 'deviation' | 'zeros'>;

/** Extremes, mean and standard deviation (over the count), by Welford's update: one pass that does not cancel. */
async function describe(values: Float64Array): Promise<Description> {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let mean = 0;
  let squares = 0;
  let zeros = 0;
  let count = 0;
  await inSlices(values, (slice) => {
    for (const value of slice) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
      if (value === 0) zeros++;
      count++;
      const difference = value - mean;
      mean += difference / count;
      squares += difference * (value - mean);
    }
  });
  return { least, greatest, mean, deviation: Math.sqrt(squares / count), zeros };
}
