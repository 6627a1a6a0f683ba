import type { ChartSpec, Series, XAxis } from './chartSpec.ts';
import { axisLabel } from './costAxis.ts';
import type { PlotArea } from './curvePath.ts';
import type { PlotPoint } from './decimate.ts';
import { type BandPoint, bandExtent, drawnBand, drawnCurve } from './drawing.ts';
import { placeTicks } from './placeTicks.ts';
import { raisedRows } from './raisedBars.ts';
import { calmDomain, type Domain, extent, paddedDomain } from './scale.ts';
import { axisTicks, linearTicks, type Tick } from './ticks.ts';

/** Room around the plotting area, in pixels. */
export interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
export const MARGIN: Margin = { left: 54, right: 24, top: 10, bottom: 37 };
/** Height of one row of ticks for raised blocks, in pixels. */
export const RAISED_ROW = 7;

export interface PlotLine {
  readonly series: Series;
  readonly points: readonly PlotPoint[];
  /** What was measured, where the line is smoothed. */
  readonly raw: readonly PlotPoint[] | null;
  /** The whole range first, the middle half on top of it. */
  readonly bands: readonly (readonly BandPoint[])[];
}

/** Everything a chart of given size needs to be drawn. */
export interface PlotModel {
  readonly width: number;
  readonly height: number;
  readonly area: PlotArea;
  readonly lines: readonly PlotLine[];
  readonly x: { readonly domain: Domain; readonly ticks: readonly Tick[]; readonly label: string };
  readonly y: { readonly domain: Domain; readonly ticks: readonly Tick[] };
}

export interface PlotOptions {
  readonly margin?: Margin;
  /** Shown of the vertical axis, in display space; null for what fits the curves. */
  readonly yWindow?: Domain | null;
  /** Points a pixel to which curves are thinned out: 1 on a screen. */
  readonly fineness?: number;
}

export function plotModel(
  spec: ChartSpec,
  xAxis: XAxis,
  width: number,
  height: number,
  { margin = MARGIN, yWindow = null, fineness = 1 }: PlotOptions = {},
): PlotModel {
  const plotWidth = Math.max(1, width - margin.left - margin.right);
  const plotHeight = Math.max(1, height - margin.top - margin.bottom);
  const { lines, range } = plotLines(spec, xAxis, Math.ceil(Math.floor(plotWidth) * fineness));
  const shown = yWindow ?? spec.yDomain ?? calmDomain(paddedDomain(range, spec.scale));
  const domain = withRows(shown, (raisedRows(spec.raised).length * RAISED_ROW) / plotHeight);
  const rows = Math.max(3, Math.floor(plotHeight / 36));
  return {
    width,
    height,
    area: {
      left: margin.left,
      top: margin.top,
      width: plotWidth,
      height: plotHeight,
      x: xAxis.domain,
      y: domain,
    },
    lines,
    x: {
      domain: xAxis.domain,
      ticks: placeTicks(xAxis, Math.max(2, Math.floor(plotWidth / 80))),
      label: axisLabel(xAxis),
    },
    y: {
      domain,
      ticks: spec.tickLabel
        ? linearTicks(shown, rows, spec.tickLabel)
        : axisTicks(shown, spec.scale, rows),
    },
  };
}

/** The curves within the window, and what they take of the vertical axis; null where there are none. */
export function plotLines(
  { series, scale }: Pick<ChartSpec, 'series' | 'scale'>,
  xAxis: XAxis,
  pixels: number,
): { readonly lines: readonly PlotLine[]; readonly range: Domain | null } {
  const ranges: Domain[] = [];
  const see = (range: Domain | null) => {
    if (range) ranges.push(range);
  };
  const lines = series.map((one): PlotLine => {
    const { columns, raw, band } = one;
    const drawn = drawnCurve(columns, scale, xAxis, pixels);
    const measured = raw && drawnCurve(raw, scale, xAxis, pixels);
    const bands = band
      ? [band, ...(band.quartiles ? [band.quartiles] : [])].map((edges) =>
          drawnBand(raw ?? columns, edges, scale, xAxis, pixels),
        )
      : [];
    for (const range of [drawn.extent, measured?.extent ?? null]) see(range);
    for (const points of bands) see(bandExtent(points, xAxis.domain));
    return { series: one, points: drawn.points, raw: measured?.points ?? null, bands };
  });
  return { lines, range: extent(ranges) };
}

/** Lowers the domain so that rows along the lower edge lie under the curves, not on them. */
function withRows([low, high]: Domain, share: number): Domain {
  return [low - ((high - low) * share) / (1 - share), high];
}
