import { isAlternating, isGradient } from '../../model/algorithms.ts';
import { formatNumber, formatPercent } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import type { Samples, View } from '../store/viewStore.ts';
import { fittedAccuracyDomain } from './accuracyDomain.ts';
import { runAppearance } from './appearance.ts';
import type { ChartSpec, RaisedMarks } from './chartSpec.ts';
import { columnsOf, type XAxisKind } from './columns.ts';
import * as figures from './figures.ts';
import { OBJECTIVES, type ObjectiveKind, objectiveKind } from './objectiveKind.ts';
import { runSeries, sampleCurves, single } from './runSeries.ts';

const RUN_CHART = { raised: [], yDomain: null, tickLabel: null, namedAbove: true } as const;

/** One kind of objective: F, J and L are different functions and never share an axis. */
export function objectiveSpec(
  shown: readonly LabRun[],
  kind: ObjectiveKind,
  view: View,
): ChartSpec {
  const runs = shown.filter(({ summary }) => objectiveKind(summary.algorithm) === kind);
  const raised = runs
    .filter(({ summary }) => isAlternating(summary.algorithm))
    .map((run) => raisedMarks(run, view.xAxis));
  return {
    ...RUN_CHART,
    ...OBJECTIVES[kind],
    id: 'objective',
    scale: view.objectiveScale,
    series: runSeries(runs, view.xAxis, single(figures.objective)),
    raised: raised.some((mark) => mark.columns.length > 0) ? raised : [],
    format: (value) => formatNumber(value, 5),
  };
}

function raisedMarks(run: LabRun, axis: XAxisKind): RaisedMarks {
  return {
    group: run.marks.name,
    color: runAppearance(run.marks.look).color,
    columns: columnsOf(run, axis, figures.raisedBlocks),
    all: columnsOf(run, axis, figures.objective),
  };
}

/** Which samples a chart shows, in words. */
const SAMPLES_SHOWN: Readonly<Record<Samples, string>> = {
  test: 'test samples',
  train: 'training samples',
  both: 'samples (finer lines: training)',
};

export function lossSpec(runs: readonly LabRun[], samples: Samples, view: View): ChartSpec {
  const curves = sampleCurves(samples, figures.testLoss, figures.trainLoss);
  return {
    ...RUN_CHART,
    id: 'loss',
    title: 'Forward-pass loss',
    unit: `mean over the ${SAMPLES_SHOWN[samples]}`,
    help: 'R(forward pass) divided by the number of samples: the loss of the network itself, comparable between all methods.',
    scale: view.lossScale,
    series: runSeries(runs, view.xAxis, curves),
    format: (value) => formatNumber(value, 4),
    empty:
      'The loss of the network itself, found by a forward pass over training and test samples.',
  };
}

export function accuracySpec(runs: readonly LabRun[], samples: Samples, view: View): ChartSpec {
  const curves = sampleCurves(samples, figures.testAccuracy, figures.trainAccuracy);
  const series = runSeries(runs, view.xAxis, curves);
  return {
    ...RUN_CHART,
    id: 'accuracy',
    title: 'Accuracy',
    unit: `share of the ${SAMPLES_SHOWN[samples]}`,
    help: 'The share of samples whose class the network’s largest output names, comparable between all methods.',
    scale: 'linear',
    series,
    yDomain:
      view.accuracyRange === 'full'
        ? [0, 1.02]
        : fittedAccuracyDomain(series.map((one) => one.columns)),
    format: formatPercent,
    tickLabel: (value) => (value > 1 ? '' : `${Number((value * 100).toFixed(2))}%`),
    empty: 'The share of samples the network classifies correctly, on training and test samples.',
  };
}

/** The runs that have z and a of their own. */
export function splitRuns(runs: readonly LabRun[]): readonly LabRun[] {
  return runs.filter(({ summary }) => !isGradient(summary.algorithm));
}

export function gapSpec(runs: readonly LabRun[], view: View): ChartSpec {
  return {
    ...RUN_CHART,
    id: 'gap',
    title: 'Constraint gap',
    unit: 'Σ ‖a_l − h(z_l)‖² over the hidden layers',
    help: 'How far the activations are from h(z). Gradient methods have no z and a, and so no gap.',
    scale: 'log',
    series: runSeries(splitRuns(runs), view.xAxis, single(figures.constraintGap)),
    format: (value) => formatNumber(value, 4),
    empty: 'How far the activations are from h(z): F can be tiny while the network is useless.',
  };
}
