import type { StartHashes } from '../../model/startHashes.ts';
import type { LabRun } from '../store/labState.ts';

/** What a hash covers, in the words of the line and of its help. */
export const START_PARTS: readonly {
  readonly key: keyof StartHashes;
  readonly name: string;
  readonly help: string;
}[] = [
  { key: 'weights', name: 'W⁰', help: 'the initial weights and biases of all layers, as float32' },
  {
    key: 'data',
    name: 'data',
    help: 'pixels and labels of the samples, and which are for training',
  },
  {
    key: 'order',
    name: 'order',
    help: 'the order of the training samples in the first passes; only mini-batches look at it',
  },
];

/** The parts of the start in which some runs of one seed differ: empty in a fair race. */
export function differingParts(runs: readonly LabRun[]): readonly (keyof StartHashes)[] {
  const seeds = [...new Set(runs.map(({ summary }) => summary.seed))].map((seed) =>
    runs.filter(({ summary }) => summary.seed === seed),
  );
  return START_PARTS.map(({ key }) => key).filter((key) =>
    seeds.some((ofSeed) => new Set(ofSeed.map(({ summary }) => summary.common[key])).size > 1),
  );
}
