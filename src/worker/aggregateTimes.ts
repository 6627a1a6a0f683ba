import type { KernelUse, TimedProducts } from '../model/iterationProfile.ts';
import type { KernelTime } from '../optimiser/backend.ts';

/** Browsers round timestamps to steps of about 0.1 ms; no clock is taken to be coarser. */
const COARSEST_STEP_MS = 0.1;
/** A dispatch whose branch was not taken shows one step at most: from this many on, a dispatch ran. */
const STEPS_OF_A_RUN = 2;
/** What even a fine clock shows of a dispatch of nothing stays below. */
const SHORTEST_RUN_MS = 0.02;
/**
 * The mean of the dispatches that ran, in shortest runs, from which on their rate is told: nearer to the bound,
 * rounding leaves out the shorter ones of equal dispatches, and the rate would come out too low.
 */
const CLEAR_OF_BOUND = 1.5;
/** No product reaches a multiple of the measured peak: one that seems to was not computed. */
const IMPOSSIBLE_PEAKS = 2;

/** The same kernel computing the same thing, longest first; `peakGflops` is the device's measured peak. */
export function aggregateTimes(
  times: readonly KernelTime[],
  peakGflops: number,
): readonly KernelUse[] {
  const groups = new Map<string, KernelTime[]>();
  for (const time of times) {
    const key = JSON.stringify([time.kernel, time.detail]);
    const group = groups.get(key);
    if (group) group.push(time);
    else groups.set(key, [time]);
  }
  const shortest = shortestRun(times);
  // 10⁹ operations a second are 10⁶ a millisecond.
  const impossible = IMPOSSIBLE_PEAKS * peakGflops * 1e6;
  const ran = ({ flops, milliseconds }: KernelTime) =>
    flops > 0 && milliseconds >= shortest && flops / milliseconds < impossible;
  return [...groups.values()]
    .map((group): KernelUse => {
      const { kernel, detail } = group[0] as KernelTime;
      return {
        kernel,
        detail,
        dispatches: group.length,
        milliseconds: sum(group, ({ milliseconds }) => milliseconds),
        product: group.some(({ flops }) => flops > 0),
        timed: timedProducts(group.filter(ran), shortest),
      };
    })
    .sort((one, other) => other.milliseconds - one.milliseconds);
}

/** The least time that tells a dispatch that ran from one of a branch that was not taken. */
function shortestRun(times: readonly KernelTime[]): number {
  // No step is longer than the shortest time that the clock showed.
  const step = times.reduce(
    (least, { milliseconds }) => (milliseconds > 0 ? Math.min(least, milliseconds) : least),
    COARSEST_STEP_MS,
  );
  return Math.max(STEPS_OF_A_RUN * step, SHORTEST_RUN_MS);
}

function timedProducts(ran: readonly KernelTime[], shortest: number): TimedProducts | null {
  const milliseconds = sum(ran, (time) => time.milliseconds);
  if (ran.length === 0 || milliseconds < CLEAR_OF_BOUND * shortest * ran.length) return null;
  return { dispatches: ran.length, flops: sum(ran, ({ flops }) => flops), milliseconds };
}

function sum(times: readonly KernelTime[], value: (time: KernelTime) => number): number {
  return times.reduce((total, time) => total + value(time), 0);
}
