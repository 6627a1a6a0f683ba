import { isOver, type LabRun } from '../store/labState.ts';
import type { Samples, View } from '../store/viewStore.ts';
import { type Appearance, finer, runAppearance } from './appearance.ts';
import type { Series } from './chartSpec.ts';
import { columnsOf, type Pick as PickFigure, type XAxisKind } from './columns.ts';
import type { Columns } from './decimate.ts';
import { seedBand } from './seedBand.ts';
import { type SeedGroup, seedGroups } from './seedGroups.ts';
import { SMOOTHING_WEIGHTS, type Smoothing, smoothed } from './smoothing.ts';

/** One curve of every run: what it reads, and how it is told from the others of the run. */
export interface Curve {
  readonly pick: PickFigure;
  readonly part: string | null;
  readonly restyle: (appearance: Appearance) => Appearance;
}

const plain = (appearance: Appearance) => appearance;

/** The only curve of a run. */
export function single(pick: PickFigure): readonly Curve[] {
  return [{ pick, part: null, restyle: plain }];
}

/** Test figures, training figures, or those beneath these. */
export function sampleCurves(
  samples: Samples,
  test: PickFigure,
  train: PickFigure,
): readonly Curve[] {
  if (samples === 'test') return single(test);
  if (samples === 'train') return single(train);
  return [
    { pick: test, part: 'test', restyle: plain },
    { pick: train, part: 'train', restyle: finer },
  ];
}

/** More runs than a pair would tangle their test and training curves. */
const RUNS_WITH_BOTH = 2;

/** The samples asked for; unasked, both for a pair of runs and the test samples for more. */
export function shownSamples(runs: readonly LabRun[], wanted: Samples | null): Samples {
  return wanted ?? (runs.length > RUNS_WITH_BOTH ? 'test' : 'both');
}

/** What of the view bears on the curves of runs. */
export type CurveView = Pick<View, 'xAxis' | 'smoothing' | 'seeds'>;

/** A curve of every run, or of every group of repeats their median with its band. */
export function runSeries(
  runs: readonly LabRun[],
  view: CurveView,
  curves: readonly Curve[],
): readonly Series[] {
  return fineFirst(groupsShown(runs, view)).flatMap((group) =>
    curves.map((curve) => smoothedSeries(groupSeries(group, view.xAxis, curve), view.smoothing)),
  );
}

/** Repeats together where their median is shown, else every run by itself. */
export function groupsShown(
  runs: readonly LabRun[],
  { seeds }: Pick<View, 'seeds'>,
): readonly SeedGroup[] {
  return seeds === 'band'
    ? seedGroups(runs)
    : runs.map((run) => ({ name: run.marks.name, runs: [run] }));
}

function groupSeries(
  { name, runs }: SeedGroup,
  axis: XAxisKind,
  { pick, part, restyle }: Curve,
): Series {
  const [first] = runs;
  const columns = runs.map((run) => columnsOf(run, axis, pick));
  const own = {
    id: `${first.key}-${part ?? 'value'}`,
    group: name,
    groupKey: first.key,
    still: runs.every(isOver),
    part,
    appearance: restyle(runAppearance(first.marks.look)),
  };
  if (runs.length === 1) return { ...own, columns: columns[0] as Columns };
  return { ...own, ...seedBand(columns) };
}

/** The curve with its average on top of it, where one is asked for. */
export function smoothedSeries(series: Series, smoothing: Smoothing): Series {
  if (smoothing === 'none') return series;
  const { columns } = series;
  return {
    ...series,
    raw: columns,
    columns: smoothed(columns, SMOOTHING_WEIGHTS[smoothing]),
  };
}

/** How the curves of a chart were smoothed, in words; nothing where they were not. */
export function smoothingWords(smoothing: Smoothing): { readonly smoothed?: string } {
  return smoothing === 'none'
    ? {}
    : { smoothed: `moving average, weight ${SMOOTHING_WEIGHTS[smoothing]}` };
}

/** Fine lines above broad bands, in the drawing as in the legend. */
function fineFirst(groups: readonly SeedGroup[]): readonly SeedGroup[] {
  const width = ({ runs: [first] }: SeedGroup) => runAppearance(first.marks.look).width;
  return groups.toSorted((a, b) => width(a) - width(b));
}
