import type { IterationRecord } from '../../model/iterationRecord.ts';
import { isOver, type LabRun, type LabState, lastRecord, type Race } from './labState.ts';

export type Phase = 'no-race' | 'ready' | 'running' | 'paused' | 'finished';

/** Where the race stands, from what its runs reported and what was asked of it. */
export function phaseOf({ race, running }: LabState): Phase {
  if (!race) return 'no-race';
  if (race.runs.every(isOver)) return 'finished';
  if (running) return 'running';
  const moved = race.runs.some((run) => reachedIteration(run) > 0);
  if (race.ended) return moved ? 'finished' : 'ready';
  return moved ? 'paused' : 'ready';
}

export function reachedIteration(run: LabRun): number {
  return lastRecord(run)?.iteration ?? 0;
}

/** The rate is that of the last seconds of training, so that it follows a change of load. */
const RATE_WINDOW_MS = 3000;

/** Iterations per second of one run over its last seconds of training; null until it has moved. */
export function recentRate(run: LabRun): number | null {
  const last = lastRecord(run);
  if (!last) return null;
  let first = last;
  for (let i = run.count - 2; i >= 0; i--) {
    first = run.records[i] as IterationRecord;
    if (last.elapsedMs - first.elapsedMs >= RATE_WINDOW_MS) break;
  }
  const elapsed = last.elapsedMs - first.elapsedMs;
  return elapsed > 0 ? ((last.iteration - first.iteration) * 1000) / elapsed : null;
}

export interface RaceProgress {
  /** The iteration that every unfinished run has reached. */
  readonly iteration: number;
  readonly iterations: number;
  /** Share of all runs' iterations that is done or no longer needed, 0 … 1. */
  readonly share: number;
  /** Iterations of the whole race (one of each unfinished run) per second; null while unknown. */
  readonly rate: number | null;
  readonly elapsedMs: number;
  readonly remainingMs: number | null;
}

/** The runs share one engine, so their times add up. */
export function raceProgress(race: Race): RaceProgress {
  const open = race.runs.filter((run) => !isOver(run));
  const slowest = open.length > 0 ? open : race.runs;
  const reached = slowest.map(reachedIteration);
  let done = 0;
  let total = 0;
  let elapsedMs = 0;
  for (const run of race.runs) {
    total += run.summary.iterations;
    done += isOver(run) ? run.summary.iterations : reachedIteration(run);
    elapsedMs += lastRecord(run)?.elapsedMs ?? 0;
  }
  return {
    iteration: open.length > 0 ? Math.min(...reached) : Math.max(0, ...reached),
    iterations: Math.max(0, ...race.runs.map((run) => run.summary.iterations)),
    share: total > 0 ? done / total : 0,
    elapsedMs,
    ...forecast(open),
  };
}

function forecast(open: readonly LabRun[]): Pick<RaceProgress, 'rate' | 'remainingMs'> {
  let secondsPerIteration = 0;
  let remainingMs = 0;
  for (const run of open) {
    const rate = recentRate(run);
    if (rate === null) return { rate: null, remainingMs: null };
    secondsPerIteration += 1 / rate;
    remainingMs += ((run.summary.iterations - reachedIteration(run)) / rate) * 1000;
  }
  return open.length > 0
    ? { rate: 1 / secondsPerIteration, remainingMs }
    : { rate: null, remainingMs: null };
}
