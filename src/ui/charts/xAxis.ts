import { isOver, type LabRun, lastRecord } from '../store/labState.ts';
import type { XAxis } from './chartSpec.ts';
import { placeOf, type XAxisKind } from './columns.ts';
import { roundUp, type Scale } from './scale.ts';

/**
 * The horizontal axis of runs. While one of them trains the axis grows in steps, so that the curves do not
 * shrink with every record; in the end it fits.
 */
export function runsXAxis(
  runs: readonly LabRun[],
  kind: XAxisKind,
  scale: Scale = 'linear',
): XAxis {
  const right = rightEnd(runs, kind);
  if (scale === 'linear') return { kind, domain: [0, right] };
  const first = Math.min(...runs.map((run) => firstPlace(run, kind) ?? right));
  const left = first > 0 && first < right ? first : right / 10;
  return { kind, scale, domain: [Math.log10(left), Math.log10(right)] };
}

function rightEnd(runs: readonly LabRun[], kind: XAxisKind): number {
  const reached = Math.max(0, ...runs.map((run) => reachedPlace(run, kind)));
  if (runs.every(isOver) && reached > 0) return reached;
  switch (kind) {
    case 'iteration':
    case 'passes': {
      const most = Math.max(1, ...runs.map((run) => lastPlace(run, kind)));
      return Math.min(most, Math.ceil(roundUp(Math.max(reached, 10))));
    }
    case 'flops':
      return roundUp(Math.max(reached, 1e9));
    default:
      return roundUp(Math.max(reached, 0.1));
  }
}

/** So many records are looked through for the first that cost anything. */
const FIRST_RECORDS = 8;

/** The least place that has a logarithm; null while there is none. */
function firstPlace({ records, count }: LabRun, kind: XAxisKind): number | null {
  for (const record of records.slice(0, Math.min(count, FIRST_RECORDS))) {
    const place = placeOf(record, kind);
    if (place !== null && place > 0) return place;
  }
  return null;
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
