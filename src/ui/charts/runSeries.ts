import type { LabRun } from '../store/labState.ts';
import type { Samples } from '../store/viewStore.ts';
import { type Appearance, finer, runAppearance } from './appearance.ts';
import type { Series } from './chartSpec.ts';
import { columnsOf, type Pick, type XAxisKind } from './columns.ts';

/** One curve of every run: what it reads, and how it is told from the others of the run. */
export interface Curve {
  readonly pick: Pick;
  readonly part: string | null;
  readonly restyle: (appearance: Appearance) => Appearance;
}

const plain = (appearance: Appearance) => appearance;

/** The only curve of a run. */
export function single(pick: Pick): readonly Curve[] {
  return [{ pick, part: null, restyle: plain }];
}

/** Test figures, training figures, or those beneath these. */
export function sampleCurves(samples: Samples, test: Pick, train: Pick): readonly Curve[] {
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

export function runSeries(
  runs: readonly LabRun[],
  axis: XAxisKind,
  curves: readonly Curve[],
): readonly Series[] {
  return fineFirst(runs).flatMap((run) =>
    curves.map(({ pick, part, restyle }) => ({
      id: `${run.key}-${part ?? 'value'}`,
      group: run.marks.name,
      part,
      appearance: restyle(runAppearance(run.marks.look)),
      columns: columnsOf(run, axis, pick),
    })),
  );
}

/** Fine lines above broad bands, in the drawing as in the legend. */
function fineFirst(runs: readonly LabRun[]): readonly LabRun[] {
  const width = (run: LabRun) => runAppearance(run.marks.look).width;
  return runs.toSorted((a, b) => width(a) - width(b));
}
