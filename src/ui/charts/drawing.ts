import type { SeriesBand } from './chartSpec.ts';
import { type Columns, decimate, type PlotPoint, shownIndices } from './decimate.ts';
import { type Domain, type Scale, toDisplay, type XWindow } from './scale.ts';
import { SeriesCache } from './seriesCache.ts';

/** A curve as a chart of some width draws it. */
export interface DrawnCurve {
  readonly points: readonly PlotPoint[];
  /** The smallest and largest place within the window; null where nothing of the curve is. */
  readonly extent: Domain | null;
}

/** Both edges of a band in display space; NaN where an edge has no place. */
export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

const curves = new SeriesCache<DrawnCurve>();
const bands = new SeriesCache<readonly BandPoint[]>();

function question(length: number, scale: Scale, window: XWindow, pixels: number): string {
  return `${length} ${scale} ${window.scale ?? 'linear'} ${window.domain.join(' ')} ${pixels}`;
}

export function drawnCurve(
  columns: Columns,
  scale: Scale,
  window: XWindow,
  pixels: number,
): DrawnCurve {
  return curves.get(columns.ys, question(columns.length, scale, window, pixels), () => {
    const points = decimate(columns, scale, window, pixels);
    return { points, extent: shownExtent(points, window.domain) };
  });
}

/** What lies within the window: the points there, and where the line enters and leaves it. */
export function shownExtent(points: readonly PlotPoint[], [left, right]: Domain): Domain | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const see = (y: number) => {
    if (y < low) low = y;
    if (y > high) high = y;
  };
  points.forEach(({ x, y }, index) => {
    if (y === null) return;
    if (x >= left && x <= right) see(y);
    const next = points[index + 1];
    if (!next || next.y === null) return;
    for (const edge of [left, right]) {
      if (x < edge && next.x > edge) see(y + ((next.y - y) * (edge - x)) / (next.x - x));
    }
  });
  return low <= high ? [low, high] : null;
}

/** Of each pixel column the lowest low and the highest high. */
export function drawnBand(
  columns: Columns,
  { low, high }: Pick<SeriesBand, 'low' | 'high'>,
  scale: Scale,
  window: XWindow,
  pixels: number,
): readonly BandPoint[] {
  return bands.get(low, question(columns.length, scale, window, pixels), () => {
    const [from, to] = shownIndices(columns, window);
    const [left, right] = window.domain;
    const bucketWidth = to - from > 2 * pixels ? (right - left) / Math.max(1, pixels) : 0;
    const points: BandPoint[] = [];
    let column = Number.NaN;
    for (let i = from; i < to; i++) {
      const point = {
        x: toDisplay(columns.xs[i] as number, window.scale ?? 'linear'),
        low: toDisplay(low[i] as number, scale),
        high: toDisplay(high[i] as number, scale),
      };
      const at = bucketWidth > 0 ? Math.floor((point.x - left) / bucketWidth) : i;
      const last = points.at(-1);
      if (at === column && last) points[points.length - 1] = wider(last, point);
      else points.push(point);
      column = at;
    }
    return points;
  });
}

/** Both at the later place; an edge that has no place in one of them has none. */
function wider(one: BandPoint, other: BandPoint): BandPoint {
  return {
    x: other.x,
    low: Math.min(one.low, other.low),
    high: Math.max(one.high, other.high),
  };
}

/** The smallest and largest place of a band within the window. */
export function bandExtent(points: readonly BandPoint[], [left, right]: Domain): Domain | null {
  const places = points
    .filter(({ x }) => x >= left && x <= right)
    .flatMap(({ low, high }) => [low, high].filter((place) => !Number.isNaN(place)));
  return places.length > 0
    ? [places.reduce((a, b) => Math.min(a, b)), places.reduce((a, b) => Math.max(a, b))]
    : null;
}
