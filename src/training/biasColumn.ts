import { inputWidth, type NetworkShape } from '../model/network.ts';
import type { StoredLayer } from '../model/storedWeights.ts';

/** W_l and b_l of a matrix that has b_l in its last column. */
export function withoutBiasColumn(
  shape: NetworkShape,
  layer: number,
  values: Float64Array,
): StoredLayer {
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
