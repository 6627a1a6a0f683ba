import { isOver, type LabRun, lastRecord, type Race } from '../store/labState.ts';
import type { XAxis } from './chartSpec.ts';
import type { XAxisKind } from './columns.ts';
import { roundUp } from './scale.ts';

/**
 * The horizontal axis of a race. While it runs the axis grows in steps, so that the curves do not
 * shrink with every record; in the end it fits.
 */
export function raceXAxis(race: Race | null, kind: XAxisKind): XAxis {
  const runs = race?.runs ?? [];
  const place = (run: LabRun) => {
    const last = lastRecord(run);
    if (!last) return 0;
    return kind === 'iteration' ? last.iteration : last.elapsedMs / 1000;
  };
  const reached = Math.max(0, ...runs.map(place));
  if (runs.every(isOver) && reached > 0) return { kind, domain: [0, reached] };
  if (kind === 'seconds') return { kind, domain: [0, roundUp(Math.max(reached, 0.1))] };
  const most = Math.max(1, ...runs.map((run) => run.summary.iterations));
  return { kind, domain: [0, Math.min(most, Math.ceil(roundUp(Math.max(reached, 10))))] };
}
