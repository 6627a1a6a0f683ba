import type { Columns } from './decimate.ts';
import { type Domain, extent } from './scale.ts';
import { SeriesCache } from './seriesCache.ts';

/** The share of each curve's points that may lie below the fitted domain: its first climb. */
const CLIMB_SHARE = 0.15;
/** So few points are shown in full: there is no telling yet what is the climb. */
const SHOWN_IN_FULL = 6;

const extents = new SeriesCache<Domain | null>();

/** The smallest and largest value behind the climb. */
function tailExtent({ ys, length }: Columns): Domain | null {
  return extents.get(ys, String(length), () => {
    const from = length < SHOWN_IN_FULL ? 0 : Math.ceil(length * CLIMB_SHARE);
    return extent([ys.slice(from, length).filter(Number.isFinite)]);
  });
}

/** A domain in which the differences late in the race can be read; the climb enters from below. */
export function fittedAccuracyDomain(curves: readonly Columns[]): Domain {
  const [low, high] = extent([curves.flatMap((curve) => tailExtent(curve) ?? [])]) ?? [0, 1];
  const step = high - low > 0.35 ? 0.1 : high - low > 0.12 ? 0.05 : 0.02;
  const floor = Math.max(0, Math.floor(low / step - 0.1) * step);
  const ceiling = Math.min(1, Math.ceil(high / step + 0.1) * step);
  // Full marks keep a little air, or the curve would lie under the panel's edge.
  return [floor, ceiling + (ceiling - floor) * 0.02];
}
