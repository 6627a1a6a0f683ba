import { parseArgs } from 'node:util';
import type { PartName } from './pageProtocol.ts';

export const USAGE = `Usage: npm run bench [-- OPTIONS]
  --only PARTS    of products, steps, scaling; comma-separated; all by default
  --repeats N     timed runs of each case, 7 by default; files are written from 5 on
  --quick         small cases, two repeats, nothing written: to try the benchmark itself
  --out FOLDER    where benchmarks.json and benchmarks.md go, docs by default`;

/** What can be asked for, and what it stands for. */
const PARTS: Readonly<Record<string, readonly PartName[]>> = {
  products: ['products'],
  steps: ['steps', 'ownSteps', 'iterationProducts'],
  scaling: ['scaling'],
};

/** Fewer say too little to be written down. */
const LEAST_REPEATS = 5;
const QUICK_REPEATS = 2;

export interface Options {
  readonly parts: readonly PartName[];
  readonly repeats: number;
  readonly quick: boolean;
  /** Whether the results are written to files. */
  readonly written: boolean;
  readonly out: string;
}

function partsOf(only: string): PartName[] {
  return only.split(',').flatMap((name) => {
    const parts = PARTS[name.trim()];
    if (!parts) throw new Error(`--only: there is no part "${name.trim()}"`);
    return parts;
  });
}

/** @throws Error with a message for the user. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: Object.keys(PARTS).join(',') },
      repeats: { type: 'string' },
      quick: { type: 'boolean', default: false },
      out: { type: 'string', default: 'docs' },
    },
  });
  const { only, quick, out } = values;
  const repeats = Number(values.repeats ?? (quick ? QUICK_REPEATS : 7));
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new Error(`--repeats: "${values.repeats}" is no number of runs`);
  const written = !quick && repeats >= LEAST_REPEATS;
  return { parts: partsOf(only), repeats, quick, written, out };
}
