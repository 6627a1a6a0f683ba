import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import {
  bandPath,
  curvePath,
  OVERHANG,
  POINTS_WITH_DOTS,
  pixelX,
  pixelY,
} from '../charts/curvePath.ts';
import type { PlotPoint } from '../charts/decimate.ts';
import {
  MARGIN,
  type PlotLine,
  type PlotModel,
  plotModel,
  RAISED_ROW,
} from '../charts/plotModel.ts';
import { raisedRows, rowBars } from '../charts/raisedBars.ts';
import { figureLegend, LEGEND_ROW, legendSvg } from './figureLegend.ts';
import { rowsSvg } from './figureRows.ts';
import type { ColourOf } from './lightColours.ts';
import { FONT_PX, type PaperSize, pixelsPerInch } from './paperSize.ts';
import { element, textElement, wrapEvenly } from './svgText.ts';
import type { Figure } from './useFigure.ts';

interface FigureOptions {
  readonly size: PaperSize;
  readonly colourOf: ColourOf;
}

/** Found on the systems of readers and printers alike, and alike in width. */
const FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif";
const TITLE_ROW = 20;
const LINE = 13;
/** What the charts' left margin leaves free beside the labels of the ticks. */
const SPARE = 8;
/** Below this a long legend makes the figure higher instead of the curves flatter. */
const LEAST_PLOT = 130;
/** Dots an inch to which curves are thinned: finer than print shows. */
const FINENESS = 600;

/** Where everything lies, in the charts' pixels. */
interface Layout {
  readonly width: number;
  readonly height: number;
  /** The lines of the vertical axis's title. */
  readonly yTitle: readonly string[];
  /** What the vertical axis's title takes on the left. */
  readonly left: number;
  /** What title and legend take above. */
  readonly top: number;
}

/** A chart drawn anew for paper, as the text of an SVG file that needs nothing else. */
export function figureSvg(figure: Figure, { size, colourOf }: FigureOptions): string {
  const { spec: chart, xAxis, yWindow } = figure;
  const spec = { ...chart, series: chart.series.filter(({ columns }) => columns.length > 0) };
  const scale = pixelsPerInch(size);
  const legend = figureLegend(spec, size.widthInches * scale - 2 * FONT_PX);
  const layout = layoutOf(spec, size, legend.rows);
  const { width, height, left, top } = layout;
  const model = plotModel(spec, xAxis, width - left, height - top, {
    yWindow,
    fineness: FINENESS / scale,
  });
  const content = [
    textElement('title', {}, spec.title),
    textElement('desc', {}, `${spec.unit || spec.title} over ${model.x.label}`),
    element('rect', { width, height, fill: '#ffffff' }),
    textElement('text', { ...TITLE, x: FONT_PX }, spec.title),
    element('g', translated(FONT_PX, TITLE_ROW), legendSvg(legend, colourOf)),
    yTitleSvg(layout, model),
    element('g', translated(left, top), plotSvg(spec, xAxis, model, colourOf)),
  ];
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: `${size.widthInches}in`,
    height: `${rounded(height / scale)}in`,
    viewBox: `0 0 ${rounded(width)} ${rounded(height)}`,
    role: 'img',
    'font-family': FONTS,
    'font-size': FONT_PX,
    fill: colourOf('var(--lab-ink)'),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('svg', root, content.join('\n'))}\n`;
}

const TITLE = { y: 15, 'font-weight': 'bold', 'font-size': FONT_PX + 1 } as const;

function translated(x: number, y: number): { readonly transform: string } {
  return { transform: `translate(${rounded(x)} ${rounded(y)})` };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function layoutOf(spec: ChartSpec, size: PaperSize, legendRows: number): Layout {
  const scale = pixelsPerInch(size);
  const top = TITLE_ROW + legendRows * LEGEND_ROW;
  const around = top + MARGIN.top + MARGIN.bottom;
  const height = Math.max(size.heightInches * scale, around + LEAST_PLOT);
  const yTitle = wrapEvenly(spec.unit || spec.title, FONT_PX, height - around);
  return {
    width: size.widthInches * scale,
    height,
    yTitle,
    left: yTitle.length * LINE - SPARE,
    top,
  };
}

/** Along the axis, read from below. */
function yTitleSvg({ yTitle, top }: Layout, { area }: PlotModel): string {
  const middle = rounded(top + area.top + area.height / 2);
  const lines = yTitle.map((line, index) =>
    textElement('text', { y: FONT_PX + 1 + index * LINE, 'text-anchor': 'middle' }, line),
  );
  return element('g', { transform: `translate(0 ${middle}) rotate(-90)` }, lines.join(''));
}

function plotSvg(spec: ChartSpec, xAxis: XAxis, model: PlotModel, colourOf: ColourOf): string {
  if (spec.series.length === 0) {
    const bare = { ...model, y: { ...model.y, ticks: [] } };
    return axesSvg(bare, colourOf) + rowsSvg(spec.raised, xAxis, model.area, colourOf);
  }
  return [
    axesSvg(model, colourOf),
    curvesSvg(spec.id, model, colourOf),
    raisedSvg(spec, xAxis, model, colourOf),
  ].join('\n');
}

function axesSvg({ area, x, y }: PlotModel, colourOf: ColourOf): string {
  const [left, right, top, bottom] = [
    area.left,
    area.left + area.width,
    area.top,
    area.top + area.height,
  ].map(rounded) as [number, number, number, number];
  const rows = y.ticks.map((tick) => ({ ...tick, at: rounded(pixelY(area, tick.at)) }));
  const columns = x.ticks.map((tick) => ({ ...tick, at: rounded(pixelX(area, tick.at)) }));
  const grid = rows.map(({ at }) => `M${left} ${at}H${right}`).join('');
  const frame = [
    `M${left} ${top}V${bottom}H${right}`,
    ...rows.map(({ at }) => `M${left} ${at}h-4`),
    ...columns.map(({ at }) => `M${at} ${bottom}v4`),
  ].join('');
  const beside = { 'text-anchor': 'end', x: left - 7 };
  const middle = { 'text-anchor': 'middle' };
  return [
    element('path', { d: grid, stroke: colourOf('var(--lab-grid)'), fill: 'none' }),
    element('path', { d: frame, stroke: colourOf('var(--lab-axis)'), fill: 'none' }),
    ...rows.map(({ at, label }) =>
      textElement('text', { ...beside, y: rounded(at + 0.35 * FONT_PX) }, label),
    ),
    ...columns.flatMap(({ at, label }) =>
      label === '' ? [] : textElement('text', { ...middle, x: at, y: bottom + FONT_PX + 5 }, label),
    ),
    textElement('text', { ...middle, x: rounded((left + right) / 2), y: bottom + 32 }, x.label),
  ].join('');
}

function curvesSvg(id: string, { area, lines }: PlotModel, colourOf: ColourOf): string {
  const clip = `clip-${id}`;
  const box = element('rect', {
    x: area.left - OVERHANG,
    y: area.top - OVERHANG,
    width: rounded(area.width + 2 * OVERHANG),
    height: rounded(area.height + OVERHANG),
  });
  const curves = lines.toReversed().map((line) => curveSvg(line, area, colourOf));
  return (
    element('clipPath', { id: clip }, box) +
    element('g', { 'clip-path': `url(#${clip})` }, curves.join('\n'))
  );
}

/** The band beneath, what was measured beneath a smoothed curve, and the curve. */
function curveSvg(
  { series, points, raw, bands }: PlotLine,
  area: PlotModel['area'],
  colourOf: ColourOf,
): string {
  const { color, width, opacity, dash } = series.appearance;
  const stroke = colourOf(color);
  const shades = bands.map((band) =>
    element('path', { d: bandPath(band, area), fill: stroke, 'fill-opacity': SHADE_OPACITY }),
  );
  const measured = raw
    ? [
        element('path', {
          d: curvePath(raw, area),
          fill: 'none',
          stroke,
          'stroke-width': 0.75,
          'stroke-opacity': RAW_OPACITY,
        }),
      ]
    : [];
  const path = element('path', {
    d: curvePath(points, area),
    fill: 'none',
    stroke,
    'stroke-width': width,
    'stroke-linejoin': 'round',
    'stroke-dasharray': dash,
  });
  return [
    ...shades,
    ...measured,
    element(
      'g',
      { 'data-series': series.id, opacity },
      path + dotsSvg(points, area, stroke, width / 2 + 0.75),
    ),
  ].join('');
}

/** As on the screen: charts.module.css. */
const SHADE_OPACITY = 0.2;
const RAW_OPACITY = 0.35;

/** A curve of few points shows each of them. */
function dotsSvg(
  points: readonly PlotPoint[],
  area: PlotModel['area'],
  fill: string,
  radius: number,
): string {
  if (points.length > POINTS_WITH_DOTS) return '';
  return points
    .flatMap(({ x, y }) =>
      y === null
        ? []
        : element('circle', {
            cx: rounded(pixelX(area, x)),
            cy: rounded(pixelY(area, y)),
            r: radius,
            fill,
          }),
    )
    .join('');
}

/** Rows of ticks along the lower edge; as high as the share of raised iterations. */
function raisedSvg(
  { raised }: ChartSpec,
  xAxis: XAxis,
  { area }: PlotModel,
  colourOf: ColourOf,
): string {
  const rows = raisedRows(raised);
  const top = area.top + area.height - rows.length * RAISED_ROW;
  return rows
    .map((row, index) => {
      const bottom = rounded(top + (index + 1) * RAISED_ROW - 1);
      const d = rowBars(row, xAxis, area.width)
        .map(({ pixel, share }) => {
          const height = rounded(Math.max(1, share * (RAISED_ROW - 2)));
          return `M${area.left + pixel} ${bottom}v${-height}`;
        })
        .join('');
      const runs = row.marks.map(({ group }) => group).join(', ');
      return element('path', {
        d,
        stroke: colourOf(row.color),
        'stroke-width': 1,
        'data-raised': runs,
      });
    })
    .join('');
}
