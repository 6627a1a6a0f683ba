import type { Cost, ForwardFigures } from '../../model/iterationRecord.ts';
import { objectiveKind } from '../charts/objectiveKind.ts';
import { formatCount, formatDuration, formatNumber, formatPercent } from '../format.ts';
import { type LabRun, lastEvaluated, lastRecord } from '../store/labState.ts';
import { recentRate } from '../store/progress.ts';

/** One figure of every run. */
export interface RunFigure {
  readonly label: string;
  /** Where room is short; null where the label is short enough. */
  readonly head: string | null;
  /** Names the cell for tests: run-<algorithm>-<key>. */
  readonly key: string;
  readonly read: (run: LabRun) => number | null;
  readonly format: (value: number) => string;
  /** What a first click on its column puts on top. */
  readonly best: 'least' | 'most';
}

const forward = (pick: (figures: ForwardFigures) => number) => (run: LabRun) => {
  const figures = lastEvaluated(run)?.forward;
  return figures ? pick(figures) : null;
};

const cost = (pick: (spent: Cost) => number | null) => (run: LabRun) => {
  const spent = lastRecord(run)?.cost;
  return spent ? pick(spent) : null;
};

export const TEST_ACCURACY: RunFigure = {
  label: 'Test accuracy',
  head: 'Test acc.',
  key: 'test-accuracy',
  read: forward((figures) => figures.testAccuracy),
  format: formatPercent,
  best: 'most',
};

export const OBJECTIVE: RunFigure = {
  label: 'Objective',
  head: null,
  key: 'objective',
  read: (run) => lastRecord(run)?.objective ?? null,
  format: (value) => formatNumber(value, 5),
  best: 'least',
};

export const RUN_FIGURES: readonly RunFigure[] = [
  {
    label: 'Iteration',
    head: null,
    key: 'iteration',
    read: (run) => lastRecord(run)?.iteration ?? null,
    format: formatCount,
    best: 'most',
  },
  {
    label: 'Passes',
    head: null,
    key: 'passes',
    read: cost((spent) => spent.passes),
    format: (passes) => formatNumber(passes, 4),
    best: 'least',
  },
  OBJECTIVE,
  {
    label: 'Train loss',
    head: null,
    key: 'train-loss',
    read: forward((figures) => figures.trainLoss),
    format: formatNumber,
    best: 'least',
  },
  {
    label: 'Test loss',
    head: null,
    key: 'test-loss',
    read: forward((figures) => figures.testLoss),
    format: formatNumber,
    best: 'least',
  },
  {
    label: 'Train accuracy',
    head: 'Train acc.',
    key: 'train-accuracy',
    read: forward((figures) => figures.trainAccuracy),
    format: formatPercent,
    best: 'most',
  },
  TEST_ACCURACY,
  {
    label: 'GFLOP',
    head: null,
    key: 'gflop',
    read: cost((spent) => spent.flops / 1e9),
    format: formatNumber,
    best: 'least',
  },
  {
    label: 'Device time',
    head: null,
    key: 'device-time',
    read: cost((spent) => spent.deviceMs),
    format: formatDuration,
    best: 'least',
  },
  {
    label: 'Wall time',
    head: null,
    key: 'wall-time',
    read: (run) => lastRecord(run)?.elapsedMs ?? null,
    format: formatDuration,
    best: 'least',
  },
  {
    label: 'Iterations/s',
    head: 'Iter./s',
    key: 'rate',
    read: recentRate,
    format: (rate) => formatNumber(rate, 3),
    best: 'most',
  },
];

/** How good first, then at what cost: most columns of many runs are out of sight. */
export const FIGURES_OF_MANY: readonly RunFigure[] = [
  'test-accuracy',
  'objective',
  'test-loss',
  'train-accuracy',
  'train-loss',
  'iteration',
  'passes',
  'gflop',
  'device-time',
  'wall-time',
  'rate',
].flatMap((key) => RUN_FIGURES.filter((figure) => figure.key === key));

/** The runs whose newest test accuracy is the highest; none while all are equal. */
export function bestRuns(runs: readonly LabRun[]): readonly string[] {
  const accuracies = runs.map(TEST_ACCURACY.read);
  const known = accuracies.filter((accuracy) => accuracy !== null);
  const best = Math.max(...known);
  if (known.every((accuracy) => accuracy === best)) return [];
  return runs.filter((_, index) => accuracies[index] === best).map(({ summary }) => summary.id);
}

export interface RunOrder {
  readonly figure: RunFigure;
  readonly first: 'least' | 'most';
}

/**
 * The runs by a figure, those without it last. Objectives of two kinds are different functions, so
 * they are sorted within their kind only.
 */
export function sortedRuns(runs: readonly LabRun[], order: RunOrder | null): readonly LabRun[] {
  if (!order) return runs;
  const { figure, first } = order;
  const kind = (run: LabRun) =>
    figure === OBJECTIVE ? objectiveKind(run.summary.algorithm) : figure.key;
  return runs.toSorted((one, other) => {
    if (kind(one) !== kind(other)) return kind(one) < kind(other) ? -1 : 1;
    const [a, b] = [figure.read(one), figure.read(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return first === 'least' ? a - b : b - a;
  });
}

/** One click: the best on top; the next: the other way round; then the order of the race. */
export function nextOrder(order: RunOrder | null, figure: RunFigure): RunOrder | null {
  if (order?.figure !== figure) return { figure, first: figure.best };
  if (order.first !== figure.best) return null;
  return { figure, first: figure.best === 'least' ? 'most' : 'least' };
}
