import { isAlternating } from '../../model/algorithms.ts';
import type { LabRun } from '../store/labState.ts';
import { runAppearance } from './appearance.ts';
import type { RaisedMarks } from './chartSpec.ts';
import { columnsOf, type Pick as PickFigure } from './columns.ts';
import * as figures from './figures.ts';
import { type CurveView, groupsShown } from './runSeries.ts';

/** Where steps raised F, of every run that can; repeats that are shown as one curve share a row of ticks. */
export function raisedMarks(
  runs: readonly LabRun[],
  view: CurveView,
  raised: PickFigure,
): readonly RaisedMarks[] {
  const able = runs.filter(({ summary }) => isAlternating(summary.algorithm));
  return groupsShown(able, view).flatMap((group) =>
    group.runs.map((run) => ({
      row: group.runs[0].key,
      group: run.marks.name,
      color: runAppearance(run.marks.look).color,
      columns: columnsOf(run, view.xAxis, raised),
      all: columnsOf(run, view.xAxis, figures.objective),
    })),
  );
}
