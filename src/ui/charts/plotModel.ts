import type { ChartSpec, Series, XAxis } from './chartSpec.ts';
import { axisLabel, tickLabel } from './costAxis.ts';
import type { PlotArea } from './curvePath.ts';
import { decimate, type PlotPoint } from './decimate.ts';
import { type Domain, extent, paddedDomain } from './scale.ts';
import { axisTicks, linearTicks, type Tick } from './ticks.ts';

/** Room around the plotting area, in pixels. */
export const MARGIN = { left: 54, right: 24, top: 10, bottom: 37 } as const;
/** Height of one row of ticks for raised blocks, in pixels. */
export const RAISED_ROW = 7;

export interface PlotLine {
  readonly series: Series;
  readonly points: readonly PlotPoint[];
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

export function plotModel(spec: ChartSpec, xAxis: XAxis, width: number, height: number): PlotModel {
  const plotWidth = Math.max(1, width - MARGIN.left - MARGIN.right);
  const plotHeight = Math.max(1, height - MARGIN.top - MARGIN.bottom);
  const lines = spec.series.map((series) => ({
    series,
    points: decimate(series.columns, spec.scale, xAxis.domain, Math.floor(plotWidth)),
  }));
  const shown = spec.yDomain ?? paddedDomain(pointExtent(lines), spec.scale);
  const domain = withRows(shown, (spec.raised.length * RAISED_ROW) / plotHeight);
  const rows = Math.max(2, Math.floor(plotHeight / 36));
  return {
    width,
    height,
    area: {
      left: MARGIN.left,
      top: MARGIN.top,
      width: plotWidth,
      height: plotHeight,
      x: xAxis.domain,
      y: domain,
    },
    lines,
    x: {
      domain: xAxis.domain,
      ticks: placeTicks(xAxis, Math.max(2, Math.floor(plotWidth / 80))),
      label: axisLabel(xAxis.kind, xAxis.domain),
    },
    y: {
      domain,
      ticks: spec.tickLabel
        ? linearTicks(shown, rows, spec.tickLabel)
        : axisTicks(shown, spec.scale, rows),
    },
  };
}

/** There is no update between two; there may be a place between two passes. */
function placeTicks({ kind, domain }: XAxis, count: number): readonly Tick[] {
  const ticks = linearTicks(domain, count, tickLabel(kind, domain));
  return kind === 'iteration' ? ticks.filter((tick) => Number.isInteger(tick.at)) : ticks;
}

function pointExtent(lines: readonly PlotLine[]): Domain | null {
  return extent(
    lines.map(({ points }) => points.flatMap((point) => (point.y === null ? [] : [point.y]))),
  );
}

/** Lowers the domain so that rows along the lower edge lie under the curves, not on them. */
function withRows([low, high]: Domain, share: number): Domain {
  return [low - ((high - low) * share) / (1 - share), high];
}
