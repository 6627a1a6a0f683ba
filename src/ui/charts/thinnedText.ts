import { thinningOf } from '../../history/history.ts';
import { formatCount } from '../format.ts';
import type { LabRun } from '../store/labState.ts';

/** More runs than these are counted, not named. */
const RUNS_NAMED = 3;

/** What became of the older iterations of these runs, in a sentence; null where each has all of its own. */
export function thinnedText(runs: readonly LabRun[]): string | null {
  const thinned = runs.flatMap((run) => {
    const thinning = thinningOf(run.records, run.count);
    return thinning ? [{ name: run.marks.name, ...thinning }] : [];
  });
  if (thinned.length === 0) return null;
  const named = thinned
    .slice(0, RUNS_NAMED)
    .map(({ name, kept, of }) => `${name} ${formatCount(kept)} of ${formatCount(of)} kept`);
  const more = thinned.length - named.length;
  if (more > 0) named.push(`${formatCount(more)} more`);
  const longest = Math.max(...thinned.map((one) => one.longest));
  return `Older iterations are thinned out (${named.join(', ')}): of every stretch the first and the extremes are drawn, at most ${formatCount(longest)} iterations apart. Counts and theory are of all iterations.`;
}
