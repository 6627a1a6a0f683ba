import { isGradient } from '../../model/algorithms.ts';
import { formatNumber, formatPercent } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import type { Samples, View } from '../store/viewStore.ts';
import { fittedAccuracyDomain } from './accuracyDomain.ts';
import type { ChartSpec, Series } from './chartSpec.ts';
import * as figures from './figures.ts';
import { OBJECTIVES, type ObjectiveKind, objectiveKind } from './objectiveKind.ts';
import { raisedMarks } from './raisedMarks.ts';
import { runSeries, sampleCurves, single, smoothingWords } from './runSeries.ts';
import type { Domain } from './scale.ts';

const RUN_CHART = { raised: [], yDomain: null, tickLabel: null, namedAbove: true } as const;

/** One kind of objective: F, J and L are different functions and never share an axis. */
export function objectiveSpec(
  shown: readonly LabRun[],
  kind: ObjectiveKind,
  view: View,
): ChartSpec {
  const runs = shown.filter(({ summary }) => objectiveKind(summary.algorithm) === kind);
  const raised = raisedMarks(runs, view, figures.raisedBlocks);
  return {
    ...RUN_CHART,
    ...smoothingWords(view.smoothing),
    ...OBJECTIVES[kind],
    id: 'objective',
    scale: view.objectiveScale,
    series: runSeries(runs, view, single(figures.objective)),
    raised: raised.some((mark) => mark.columns.length > 0) ? raised : [],
    format: (value) => formatNumber(value, 5),
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
    ...smoothingWords(view.smoothing),
    id: 'loss',
    title: 'Forward-pass loss',
    unit: `mean over the ${SAMPLES_SHOWN[samples]}`,
    help: {
      text: 'The loss of the network itself, comparable between all methods.',
      formula: String.raw`\tfrac{1}{N} R(\hat z_L; y),\quad\allowbreak {\hat z_l = W_l\, h(\hat z_{l-1}) + b_l}`,
      source: 'mDLAM §2.1',
    },
    scale: view.lossScale,
    series: runSeries(runs, view, curves),
    format: (value) => formatNumber(value, 4),
    empty:
      'The loss of the network itself, found by a forward pass over training and test samples.',
  };
}

/** `zoomed`: a part of the race is looked at, which fits by itself. */
export function accuracySpec(
  runs: readonly LabRun[],
  samples: Samples,
  view: View,
  zoomed: boolean,
): ChartSpec {
  const curves = sampleCurves(samples, figures.testAccuracy, figures.trainAccuracy);
  const series = runSeries(runs, view, curves);
  return {
    ...RUN_CHART,
    ...smoothingWords(view.smoothing),
    id: 'accuracy',
    title: 'Accuracy',
    unit: `share of the ${SAMPLES_SHOWN[samples]}`,
    help: {
      text: 'The share of samples whose class c_i the network’s largest output names, comparable between all methods.',
      formula: String.raw`\tfrac{1}{N}\,\bigl|\{\,i : \arg\max_j\, (\hat z_{L,i})_j = c_i\,\}\bigr|`,
    },
    scale: 'linear',
    series,
    yDomain: accuracyDomain(series, view, zoomed),
    format: formatPercent,
    tickLabel: (value) => (value > 1 ? '' : `${Number((value * 100).toFixed(2))}%`),
    empty: 'The share of samples the network classifies correctly, on training and test samples.',
  };
}

function accuracyDomain(
  series: readonly Series[],
  { accuracyRange }: View,
  zoomed: boolean,
): Domain | null {
  if (accuracyRange === 'full') return [0, 1.02];
  return zoomed ? null : fittedAccuracyDomain(series.map(({ columns, raw }) => raw ?? columns));
}

/** The runs that have z and a of their own. */
export function splitRuns(runs: readonly LabRun[]): readonly LabRun[] {
  return runs.filter(({ summary }) => !isGradient(summary.algorithm));
}

export function gapSpec(runs: readonly LabRun[], view: View): ChartSpec {
  return {
    ...RUN_CHART,
    ...smoothingWords(view.smoothing),
    id: 'gap',
    title: 'Constraint gap',
    unit: 'Σ ‖a_l − h(z_l)‖² over the hidden layers',
    help: {
      text: 'How far the activations are from h(z); gradient methods have no z and a, and so no gap.',
      formula: String.raw`{\sum_{l=1}^{L-1}\lVert a_l - h(z_l)\rVert_2^2},\quad\allowbreak{\text{while}\quad |a_l - h(z_l)| \le \varepsilon}`,
      source: 'mDLAM Problem 2',
    },
    scale: 'log',
    series: runSeries(splitRuns(runs), view, single(figures.constraintGap)),
    format: (value) => formatNumber(value, 4),
    empty: 'How far the activations are from h(z): F can be tiny while the network is useless.',
  };
}
