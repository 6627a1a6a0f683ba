import { isAlternating } from '../../model/algorithms.ts';
import { atOrBefore } from '../../theory/place.ts';
import type { LabRun, Race } from '../store/labState.ts';
import type { ShownIteration } from './blockFigures.ts';
import type { Playback } from './howStore.ts';

/** The runs with blocks to show, mDLAM's before DLAM's. */
export function alternatingRuns(race: Race | null): readonly LabRun[] {
  const runs = race?.runs.filter(({ summary }) => isAlternating(summary.algorithm)) ?? [];
  const of = (algorithm: string) => runs.filter(({ summary }) => summary.algorithm === algorithm);
  return [...of('mdlam'), ...of('dlam')];
}

/** Number of the newest iteration that was trained; null before the first. */
export function newestIteration(run: LabRun | null): number | null {
  const newest = run && run.count > 0 ? run.records[run.count - 1]?.iteration : undefined;
  return newest === undefined || newest === 0 ? null : newest;
}

/** The iteration that is held where it is this run's, else the newest; null before the first. */
export function shownIteration(
  run: LabRun | null,
  { of, iteration }: Playback,
): ShownIteration | null {
  if (!run) return null;
  const number = of === run.key && iteration !== null ? iteration : newestIteration(run);
  if (number === null) return null;
  const at = atOrBefore(run.records, run.count, number);
  const record = run.records[at];
  if (!record) return null;
  const previous = run.records[at - 1] ?? null;
  return { record, previous: previous?.iteration === record.iteration - 1 ? previous : null };
}

/** The first block of the run's newest iteration. */
export function fromTheStart(run: LabRun | null, playing: boolean): Playback {
  return { of: run?.key ?? null, iteration: newestIteration(run), position: 0, playing };
}

/** The iteration that is held, where it is one of this run; else its newest. */
function heldIteration({ of, iteration }: Playback, run: LabRun | null): number | null {
  return run && of === run.key && iteration !== null ? iteration : newestIteration(run);
}

/** One block, chosen by hand. */
export function goTo(playback: Playback, position: number, run: LabRun | null): Playback {
  const iteration = heldIteration(playback, run);
  return { of: run?.key ?? null, iteration, position, playing: false };
}

/** Goes on from the lit block, or from the first where the last is lit. */
export function play(playback: Playback, blockCount: number, run: LabRun | null): Playback {
  if (playback.position >= blockCount - 1) return fromTheStart(run, true);
  return { ...goTo(playback, playback.position, run), playing: true };
}

/** One beat while playing: the next block; after the last the newest iteration, or the end where there is none. */
export function nextBeat(playback: Playback, blockCount: number, run: LabRun | null): Playback {
  const { position, iteration, of } = playback;
  if (position < blockCount - 1) return { ...playback, position: position + 1 };
  const newest = newestIteration(run);
  const isNewer = newest !== null && (of !== run?.key || iteration === null || newest > iteration);
  return isNewer ? fromTheStart(run, true) : { ...playback, playing: false };
}
