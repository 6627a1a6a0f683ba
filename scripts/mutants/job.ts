/** What `npm run mutants` asks of the process that runs the tests, and what comes back, line by line. */
import { existsSync, readFileSync } from 'node:fs';

/** Names the file with the job. */
export const JOB_VARIABLE = 'DLAM_MUTANTS';

export type Killers = Readonly<Record<string, readonly string[]>>;

export interface Job {
  /** Per shader the identities of its mutants, in the order to try them. */
  readonly plan: Readonly<Record<string, readonly string[]>>;
  /** How many mutants that compile are enough for each shader; null: all. */
  readonly enough: number | null;
  /** Per shader tests that killed mutants of it once, the deadliest first: they are tried first. */
  readonly killers: Killers;
  /** Gets a line for every event. */
  readonly results: string;
  /** Gets what every test takes and which kernels it runs. */
  readonly baseline: string;
}

/** What became of a mutant. */
export type Outcome = 'killed' | 'hung' | 'survived' | 'invalid';

export type JobEvent =
  | { readonly event: 'begun'; readonly id: string }
  | {
      readonly event: 'ended';
      readonly id: string;
      readonly outcome: Outcome;
      /** The test that failed. */
      readonly test: string | null;
      readonly seconds: number;
    };

export function readEvents(path: string): JobEvent[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JobEvent);
}
