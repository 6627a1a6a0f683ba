import type { IterationRecord } from '../model/iterationRecord.ts';
import type { RunEnd } from '../model/runEnd.ts';
import type { TrainingRun } from './trainingRun.ts';

/** Who follows a run, and may stop it. */
export interface RunFollower {
  /** Goes off when the run is to stop at the end of its batch. */
  readonly signal: AbortSignal;
  /** Iterations of every batch; as many as last a moment where it is left out. */
  readonly batch?: number;
  /** Hears of every iteration in order; nothing is under way until it is done. */
  hear(record: IterationRecord): void | Promise<void>;
}

/** How a run ended by itself, and the iteration with which it did. */
export interface EndedRun {
  readonly end: RunEnd;
  readonly iteration: number;
}

/**
 * Trains until a stop rule holds or the run diverges; null when it was stopped before. Between two batches the event
 * loop gets a turn, so that the signal is heard.
 */
export async function trainToEnd(
  run: TrainingRun,
  weights: readonly Float64Array[],
  follower: RunFollower,
): Promise<EndedRun | null> {
  let news = await run.start(weights);
  for (;;) {
    const { records, end, endedAt } = news;
    for (const record of records)
      if (endedAt === null || record.iteration <= endedAt) await follower.hear(record);
    if (end) return { end, iteration: endedAt ?? run.submitted };
    if (follower.signal.aborted) return null;
    const startedAt = performance.now();
    const figures = await run.submit(follower.batch).figures;
    news = run.complete(figures, performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
