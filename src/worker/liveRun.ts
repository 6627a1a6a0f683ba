import type { Iterate } from '../model/iterate.ts';
import type { NetworkShape } from '../model/network.ts';
import type { Optimiser } from '../optimiser/optimiser.ts';
import { withoutBiasColumn } from '../training/biasColumn.ts';
import type { RunWeights } from './protocol.ts';

/** A run of the race that the worker holds: what can be read of it while it trains. */
export interface LiveRun {
  readonly name: string;
  readonly shape: NetworkShape;
  readonly optimiser: Pick<Optimiser, 'iteration' | 'weights'> & {
    /** Every variable; DLAM and mDLAM alone have it. */
    readonly state?: () => Promise<Iterate>;
  };
}

/** The newest weights of a run and the iteration they are of; waits for the iterations under way. */
export async function readWeights({ name, shape, optimiser }: LiveRun): Promise<RunWeights> {
  // The engine keeps the order of what it is told: what was submitted until now is in the weights, no more.
  const { iteration } = optimiser;
  const matrices = await optimiser.weights();
  return {
    name,
    iteration,
    layers: matrices.map((values, index) => withoutBiasColumn(shape, index + 1, values)),
  };
}
