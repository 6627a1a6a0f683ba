import { fittedGap, type RateFit } from '../../theory/rateFit.ts';
import { runAppearance } from '../charts/appearance.ts';
import type { ChartSpec, Series } from '../charts/chartSpec.ts';
import type { Columns } from '../charts/decimate.ts';
import { type PlotModel, plotModel } from '../charts/plotModel.ts';
import type { Domain } from '../charts/scale.ts';
import { axisTicks } from '../charts/ticks.ts';
import { formatNumber } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import { gapsOf } from './runTheory.ts';
import { HELP } from './words.ts';

/** How k lies on the horizontal axis. */
export type GapAxis = 'linear' | 'log';

/** The place of k on the axis; −∞ for k = 0 on a logarithmic one, where it has none. */
export function placeOfIteration(k: number, axis: GapAxis): number {
  return axis === 'log' ? Math.log10(k) : k;
}

/** The iteration at a place of the axis. */
export function iterationAt(place: number, axis: GapAxis): number {
  return Math.round(axis === 'log' ? 10 ** place : place);
}

/** What the axis shows of the iterations up to `last`. */
export function gapDomain(last: number, axis: GapAxis): Domain {
  return axis === 'log' ? [0, Math.log10(Math.max(10, last))] : [0, last];
}

/** F − F* of all runs that have F, with the fit on top; over k, whatever the axis. */
export function gapSpec(
  runs: readonly LabRun[],
  floor: number | null,
  fit: RateFit | null,
): ChartSpec {
  const curves = floor === null ? [] : runs.map((run) => gapSeries(run, floor));
  const drawn = curves.some((curve) => curve.columns.length > 0);
  return {
    id: 'theory-gap',
    title: 'F − F*',
    unit: '',
    help: HELP.gap,
    scale: 'log',
    series: drawn ? [...fitSeries(fit), ...curves] : [],
    raised: [],
    yDomain: null,
    format: (value) => formatNumber(value, 4),
    tickLabel: null,
    empty:
      floor === null ? 'Give an F* to measure from.' : 'No iteration has an F above F* so far.',
  };
}

function gapSeries(run: LabRun, floor: number): Series {
  return {
    id: run.key,
    group: run.marks.name,
    part: null,
    appearance: runAppearance(run.marks.look),
    columns: gapsOf(run, floor),
  };
}

/** Enough points for a power law to look smooth on either axis. */
const FIT_POINTS = 64;

function fitSeries(fit: RateFit | null): readonly Series[] {
  if (!fit || fit.kind === 'too-few-points') return [];
  const { from, to } = fit;
  const xs = Array.from(
    { length: FIT_POINTS },
    (_, i) => from + ((to - from) * i) / (FIT_POINTS - 1),
  );
  const ys = xs.map((k) => fittedGap(fit, k));
  const linear = fit.kind === 'linear';
  return [
    {
      id: 'fit',
      group: linear ? 'line' : 'power law',
      part: null,
      appearance: {
        color: 'var(--lab-ink)',
        width: 1.5,
        opacity: 1,
        dash: linear ? null : '3 3',
      },
      columns: { xs, ys, length: FIT_POINTS },
    },
  ];
}

/** The drawing of the chart; on a logarithmic axis of k the curves and ticks lie at log k. */
export function gapModel(
  spec: ChartSpec,
  last: number,
  axis: GapAxis,
  width: number,
  height: number,
): PlotModel {
  const domain = gapDomain(last, axis);
  const series = spec.series.map((one) => ({ ...one, columns: placed(one.columns, axis) }));
  const model = plotModel({ ...spec, series }, { kind: 'iteration', domain }, width, height);
  const count = Math.max(2, Math.floor(model.area.width / 80));
  const ticks = axis === 'log' ? axisTicks(domain, 'log', count).filter(isWhole) : model.x.ticks;
  return { ...model, x: { domain, ticks, label: 'iteration k' } };
}

function isWhole({ at }: { readonly at: number }): boolean {
  const k = 10 ** at;
  return Math.abs(k - Math.round(k)) < 1e-6 * k;
}

function placed(columns: Columns, axis: GapAxis): Columns {
  if (axis === 'linear') return columns;
  const { xs, ys, length } = columns;
  // k = 0 has no place on the axis.
  const first = length > 0 && xs[0] === 0 ? 1 : 0;
  return {
    xs: xs.slice(first, length).map(Math.log10),
    ys: ys.slice(first, length),
    length: Math.max(0, length - first),
  };
}
