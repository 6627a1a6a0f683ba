import type { Measurement } from '../results.ts';
import { timingOf } from '../statistics.ts';
import type { Prepared } from './contender.ts';

export interface Rounds {
  /** Runs of each before the first timed one. */
  readonly warmUps: number;
  readonly repeats: number;
}

/** Somebody who takes part in a case, for as long as nothing fails. */
export interface Entrant<Id extends string> {
  readonly id: Id;
  readonly prepared: Prepared;
}

export interface Outcome {
  /** Milliseconds of each timed run. */
  readonly samples: readonly number[];
  readonly error: string | null;
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Milliseconds of one run, from the call to the moment when its result is there. */
export async function timeRun({ ready, run }: Pick<Prepared, 'ready' | 'run'>): Promise<number> {
  await ready?.();
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}

/**
 * Runs all entrants in turns, A B C A B C …, so that whatever else the machine does meets all of them alike. Who fails
 * drops out with its error.
 */
export async function takeTurns<Id extends string>(
  entrants: readonly Entrant<Id>[],
  { warmUps, repeats }: Rounds,
): Promise<ReadonlyMap<Id, Outcome>> {
  const samples = new Map<Id, number[]>(entrants.map(({ id }) => [id, []]));
  const errors = new Map<Id, string>();
  for (let round = 0; round < warmUps + repeats; round++)
    for (const { id, prepared } of entrants) {
      if (errors.has(id)) continue;
      try {
        const milliseconds = await timeRun(prepared);
        if (round >= warmUps) samples.get(id)?.push(milliseconds);
      } catch (error) {
        errors.set(id, errorText(error));
      }
    }
  return new Map(
    entrants.map(({ id }) => [
      id,
      { samples: samples.get(id) ?? [], error: errors.get(id) ?? null },
    ]),
  );
}

/** A measurement of what happened; one that failed has no timing. */
export function measurementOf(
  contender: Measurement['contender'],
  { samples, error }: Outcome,
  deviation: number | null,
): Measurement {
  const timing = error === null && samples.length > 0 ? timingOf(samples) : null;
  return { contender, timing, deviation, error };
}

export function failure(contender: Measurement['contender'], error: unknown): Measurement {
  return { contender, timing: null, deviation: null, error: errorText(error) };
}
