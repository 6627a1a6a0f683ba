import { formatNumber, formatPercent } from '../format.ts';
import type { LabRun, Race } from '../store/labState.ts';
import type { View } from '../store/viewStore.ts';
import { fittedAccuracyDomain } from './accuracyDomain.ts';
import { type Appearance, dashed, PART_APPEARANCES, runAppearance } from './appearance.ts';
import type { ChartSpec, Series } from './chartSpec.ts';
import { columnsOf, type Pick } from './columns.ts';
import * as figures from './figures.ts';

/** Fine lines above broad bands, in the drawing as in the legend. */
function fineFirst(race: Race | null): readonly LabRun[] {
  const width = (run: LabRun) => runAppearance(run.summary.algorithm).width;
  return race ? race.runs.toSorted((a, b) => width(a) - width(b)) : [];
}

interface Curve {
  readonly pick: Pick;
  readonly part: string | null;
  readonly restyle: (appearance: Appearance) => Appearance;
}

const plain = (appearance: Appearance) => appearance;

function runSeries(race: Race | null, view: View, curves: readonly Curve[]): readonly Series[] {
  return fineFirst(race).flatMap((run) =>
    curves.map(({ pick, part, restyle }) => ({
      id: `${run.summary.id}-${part ?? 'value'}`,
      group: run.summary.name,
      part,
      appearance: restyle(runAppearance(run.summary.algorithm)),
      columns: columnsOf(run, view.xAxis, pick),
    })),
  );
}

export function objectiveSpec(race: Race | null, view: View): ChartSpec {
  const raised = (race?.runs ?? []).map((run) => ({
    group: run.summary.name,
    color: runAppearance(run.summary.algorithm).color,
    columns: columnsOf(run, view.xAxis, figures.raisedBlocks),
    all: columnsOf(run, view.xAxis, figures.objective),
  }));
  return {
    id: 'objective',
    title: 'Objective F',
    unit: 'sum over training samples',
    scale: view.objectiveScale,
    series: runSeries(race, view, [{ pick: figures.objective, part: null, restyle: plain }]),
    raised: raised.some((mark) => mark.columns.length > 0) ? raised : [],
    yDomain: null,
    format: (value) => formatNumber(value, 5),
    tickLabel: null,
    empty: 'F of Problem 2 after every iteration. While ε stays the same, mDLAM never raises it.',
  };
}

export function lossSpec(race: Race | null, view: View): ChartSpec {
  return {
    id: 'loss',
    title: 'Forward-pass loss',
    unit: 'mean per sample',
    scale: view.lossScale,
    series: runSeries(race, view, [
      { pick: figures.testLoss, part: 'test', restyle: plain },
      { pick: figures.trainLoss, part: 'train', restyle: dashed },
    ]),
    raised: [],
    yDomain: null,
    format: (value) => formatNumber(value, 4),
    tickLabel: null,
    empty:
      'The loss of the network itself, found by a forward pass over training and test samples.',
  };
}

export function accuracySpec(race: Race | null, view: View): ChartSpec {
  const series = runSeries(race, view, [
    { pick: figures.testAccuracy, part: 'test', restyle: plain },
    { pick: figures.trainAccuracy, part: 'train', restyle: dashed },
  ]);
  return {
    id: 'accuracy',
    title: 'Accuracy',
    unit: 'share of samples',
    scale: 'linear',
    series,
    raised: [],
    yDomain:
      view.accuracyRange === 'full'
        ? [0, 1.02]
        : fittedAccuracyDomain(series.map((one) => one.columns)),
    format: formatPercent,
    tickLabel: (value) => (value > 1 ? '' : `${Number((value * 100).toFixed(2))}%`),
    empty: 'The share of samples the network classifies correctly, on training and test samples.',
  };
}

/** The parts of F of one run: which of them the algorithm is working on. */
export function partsSpec(run: LabRun | null, view: View): ChartSpec {
  const parts: readonly (readonly [name: string, pick: Pick])[] = [
    ['loss R', figures.loss],
    ['regulariser Ω', figures.penalties],
    ['residuals φ', figures.residuals],
  ];
  return {
    id: 'parts',
    title: 'Parts of F',
    unit: '',
    scale: 'log',
    series: run
      ? parts.map(([name, pick], index) => ({
          id: name,
          group: name,
          part: null,
          appearance: PART_APPEARANCES[index] as Appearance,
          columns: columnsOf(run, view.xAxis, pick),
        }))
      : [],
    raised: [],
    yDomain: null,
    format: (value) => formatNumber(value, 4),
    tickLabel: null,
    empty: 'What F is made of: the loss R, the regulariser Ω and the residuals φ of all layers.',
  };
}

export function gapSpec(race: Race | null, view: View): ChartSpec {
  return {
    id: 'gap',
    title: 'Constraint gap',
    unit: 'Σ ‖a_l − h(z_l)‖²',
    scale: 'log',
    series: runSeries(race, view, [{ pick: figures.constraintGap, part: null, restyle: plain }]),
    raised: [],
    yDomain: null,
    format: (value) => formatNumber(value, 4),
    tickLabel: null,
    empty: 'How far the activations are from h(z): F can be tiny while the network is useless.',
  };
}
