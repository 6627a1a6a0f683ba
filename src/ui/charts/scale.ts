export type Scale = 'linear' | 'log';
export type Domain = readonly [low: number, high: number];

/** Which part of a horizontal axis is shown. */
export interface XWindow {
  /** Linear where it is not said. */
  readonly scale?: Scale;
  /** In display space: of logarithms where the axis is logarithmic. */
  readonly domain: Domain;
}

/**
 * A value's place on the axis, before it is stretched to pixels. NaN where it has none: non-finite
 * values, and on a logarithmic axis everything that is not positive, are left out of the drawing.
 */
export function toDisplay(value: number, scale: Scale): number {
  if (!Number.isFinite(value)) return Number.NaN;
  if (scale === 'linear') return value;
  return value > 0 ? Math.log10(value) : Number.NaN;
}

/** The value at a place of the axis. */
export function fromDisplay(place: number, scale: Scale): number {
  return scale === 'log' ? 10 ** place : place;
}

/** Room above and below the extremes, as a share of their distance. */
const PADDING = 0.04;

/** The smallest and largest of the finite values; null when there is none. */
export function extent(columns: Iterable<ArrayLike<number>>): Domain | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/** The domain that shows an extent in display space with room around it. */
export function paddedDomain(range: Domain | null, scale: Scale): Domain {
  if (!range) return scale === 'log' ? [-1, 1] : [0, 1];
  const [low, high] = range;
  // A curve that hardly moves is not blown up to fill the panel: rounding is no news.
  const least = scale === 'log' ? 0.02 : Math.max(Math.abs(low), Math.abs(high)) * 1e-3 || 1;
  const missing = Math.max(0, least - (high - low)) / 2;
  const room = Math.max(high - low, least) * PADDING;
  return [low - missing - room, high + missing + room];
}

/** Steps of the horizontal axis while it grows: far enough apart that it seldom jumps. */
const GROWTH = [1, 1.5, 2, 3, 5, 7.5, 10];

/** The next of 1, 1.5, 2, 3, 5, 7.5, 10, … that is no smaller. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const lead = GROWTH.find((step) => step * magnitude >= value * (1 - 1e-9)) ?? 10;
  return Number((lead * magnitude).toPrecision(6));
}

/** Of so many steps is the height of a chart: its ends lie on whole ones. */
const STEPS = 40;

/**
 * The domain with its ends moved out to round places: while a race goes on the extremes move with almost every
 * record, and an axis that followed each would draw all curves anew and never stand still.
 */
export function calmDomain([low, high]: Domain): Domain {
  const least = (high - low) / STEPS;
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((lead) => lead * magnitude).find((one) => one >= least) ?? least;
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}
