import { isOver, type LabRun, lastRecord } from '../store/labState.ts';
import type { XAxis } from './chartSpec.ts';
import { placeOf, type XAxisKind } from './columns.ts';
import { roundUp } from './scale.ts';

/**
 * The horizontal axis of runs. While one of them trains the axis grows in steps, so that the curves do not
 * shrink with every record; in the end it fits.
 */
export function runsXAxis(runs: readonly LabRun[], kind: XAxisKind): XAxis {
  const reached = Math.max(0, ...runs.map((run) => reachedPlace(run, kind)));
  if (runs.every(isOver) && reached > 0) return { kind, domain: [0, reached] };
  switch (kind) {
    case 'iteration':
    case 'passes': {
      const most = Math.max(1, ...runs.map((run) => lastPlace(run, kind)));
      return { kind, domain: [0, Math.min(most, Math.ceil(roundUp(Math.max(reached, 10))))] };
    }
    case 'flops':
      return { kind, domain: [0, roundUp(Math.max(reached, 1e9))] };
    default:
      return { kind, domain: [0, roundUp(Math.max(reached, 0.1))] };
  }
}

function reachedPlace(run: LabRun, kind: XAxisKind): number {
  const last = lastRecord(run);
  return (last && placeOf(last, kind)) ?? 0;
}

/** Where the run ends if every iteration to come counts as much as those so far. */
function lastPlace(run: LabRun, kind: XAxisKind): number {
  const reached = lastRecord(run)?.iteration ?? 0;
  const each = reached > 0 ? reachedPlace(run, kind) / reached : 1;
  return run.summary.iterations * each;
}
