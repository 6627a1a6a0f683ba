import type { ChartSpec, Series, XAxis } from './chartSpec.ts';
import { COST_AXES, placeText } from './costAxis.ts';
import { indexAtOrBefore } from './decimate.ts';
import { fromDisplay } from './scale.ts';

/** What a curve says at the place looked at. */
export interface Reading {
  readonly series: Series;
  /** Where the value was measured: at or before the place looked at. */
  readonly x: number;
  readonly value: number;
  /** What was measured there, where the value is smoothed. */
  readonly raw: number | null;
  /** The lowest and the highest of the runs whose median the value is. */
  readonly range: readonly [low: number, high: number] | null;
}

/**
 * The values of all curves at x, from the records themselves and not from the drawing; without x
 * the newest ones. A curve that ended before x has no value there.
 */
export function readings(spec: ChartSpec, x: number | null): readonly Reading[] {
  return spec.series.flatMap((series) => {
    const { xs, ys, length } = series.columns;
    const last = xs[length - 1];
    if (last === undefined) return [];
    if (x !== null && x > last) return [];
    const index = x === null ? length - 1 : indexAtOrBefore(series.columns, x);
    const value = ys[index];
    if (value === undefined) return [];
    const { raw, band } = series;
    return [
      {
        series,
        x: xs[index] as number,
        value,
        raw: raw ? (raw.ys[index] as number) : null,
        range: band ? ([band.low[index], band.high[index]] as [number, number]) : null,
      },
    ];
  });
}

/** The place under a pixel, at a whole number where the axis counts them. */
export function snap(x: number, { kind, scale = 'linear', domain }: XAxis): number {
  const [left, right] = domain.map((end) => fromDisplay(end, scale)) as [number, number];
  const place = COST_AXES[kind].whole ? Math.round(x) : x;
  return Math.min(right, Math.max(left, place));
}

/** All readings in words, for those who cannot see the chart. */
export function spoken(spec: ChartSpec, x: number, axis: XAxis): string {
  const values = readings(spec, x).map(
    ({ series, value }) =>
      `${[series.group, series.part].filter(Boolean).join(' ')} ${spec.format(value)}`,
  );
  return `${placeText(x, axis.kind)}: ${values.length > 0 ? values.join(', ') : 'no value'}`;
}
