import { SETTINGS } from '../../settings/settings.ts';
import type { LabRun } from '../store/labState.ts';

/** Runs that are equal but for their seed, in the order of their seeds. */
export interface SeedGroup {
  readonly name: string;
  readonly runs: readonly [LabRun, ...LabRun[]];
}

const keys = new WeakMap<LabRun['origin'], string>();

/**
 * What runs must share to be repeats of each other: algorithm, settings and data. The device is not among it, only its
 * precision. Two runs of one seed are the same run twice, and no repeats.
 */
function groupKey({ origin }: LabRun): string {
  const known = keys.get(origin);
  if (known !== undefined) return known;
  const { algorithm, settings, data, device } = origin;
  const shared = { ...settings, seed: null, repeats: null, algorithms: null, engine: null };
  const key = JSON.stringify([algorithm, shared, data.hash, device.precision]);
  keys.set(origin, key);
  return key;
}

/** The runs in groups of repeats, each where its first run was; a run without repeats is alone in its group. */
export function seedGroups(runs: readonly LabRun[]): readonly SeedGroup[] {
  const groups = new Map<string, Map<number, LabRun>>();
  const twice: LabRun[] = [];
  for (const run of runs) {
    const key = groupKey(run);
    const seeds = groups.get(key) ?? new Map<number, LabRun>();
    groups.set(key, seeds);
    if (seeds.has(run.summary.seed)) twice.push(run);
    else seeds.set(run.summary.seed, run);
  }
  const repeated = [...groups.values()].map((seeds) => {
    const [first, ...others] = [...seeds.values()].toSorted(
      (a, b) => a.summary.seed - b.summary.seed,
    ) as [LabRun, ...LabRun[]];
    return groupOf(first, others);
  });
  return [...repeated, ...twice.map((run) => groupOf(run, []))];
}

function groupOf(first: LabRun, others: readonly LabRun[]): SeedGroup {
  const name = others.length === 0 ? first.marks.name : nameWithoutSeed(first);
  return { name, runs: [first, ...others] };
}

const { control } = SETTINGS.algorithms;
const NAMES = control.kind === 'choices' ? control.names : {};

/** The name the user gave, else the algorithm's. */
function nameWithoutSeed({ marks, summary }: LabRun): string {
  return marks.name === summary.name ? (NAMES[summary.algorithm] ?? marks.name) : marks.name;
}

/** Whether there is a choice between each run and their median. */
export function hasRepeats(runs: readonly LabRun[]): boolean {
  return seedGroups(runs).some((group) => group.runs.length > 1);
}
