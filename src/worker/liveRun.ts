import type { Iterate } from '../model/iterate.ts';
import { inputWidth, type NetworkShape } from '../model/network.ts';
import type { StoredLayer } from '../model/storedWeights.ts';
import type { Optimiser } from '../optimiser/optimiser.ts';
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

/** W_l and b_l of a matrix that has b_l in its last column. */
function withoutBiasColumn(shape: NetworkShape, layer: number, values: Float64Array): StoredLayer {
  const rows = shape.widths[layer] as number;
  const columns = shape.widths[layer - 1] as number;
  const width = inputWidth(shape, layer);
  if (!shape.bias) return { rows, columns, weights: values, bias: null };
  const weights = new Float64Array(rows * columns);
  const bias = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    weights.set(values.subarray(start, start + columns), row * columns);
    bias[row] = values[start + columns] as number;
  }
  return { rows, columns, weights, bias };
}

/** The way back: a matrix with b_l in its last column, 0 where the layer has none and the network has. */
export function withBiasColumn(
  { bias }: NetworkShape,
  { rows, columns, weights, bias: ownBias }: StoredLayer,
): Float64Array {
  if (!bias) return weights;
  const width = columns + 1;
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    values.set(weights.subarray(row * columns, (row + 1) * columns), row * width);
    values[row * width + columns] = ownBias?.[row] ?? 0;
  }
  return values;
}
