import { ConfigurationError } from '../model/errors.ts';
import { inputWidth, layerCount, type NetworkShape } from '../model/network.ts';
import type { StoredLayer, StoredWeights } from '../model/storedWeights.ts';

/**
 * Stored weights as W⁰_l of a network, `n_l × inputWidth`, b_l in the last column; rounded to float32, as every W⁰,
 * so that both engines start from the same bits. A network with biases takes weights without: its b_l start at 0.
 * @throws ConfigurationError that names the layer and the remedy when they are not of this network.
 */
export function loadedWeights(shape: NetworkShape, stored: StoredWeights | null): Float64Array[] {
  if (!stored)
    throw new ConfigurationError(
      'weights',
      'No weights are loaded: load them under Network, or choose another W⁰.',
    );
  const layers = layerCount(shape);
  if (stored.layers.length !== layers)
    throw new ConfigurationError(
      'weights',
      `The weights of ${stored.name} have ${stored.layers.length} layers and the network has ${layers}: set the hidden layers to ${widthsOf(stored)}.`,
    );
  return stored.layers.map((layer, index) => startOf(shape, index + 1, layer, stored));
}

function startOf(
  shape: NetworkShape,
  layer: number,
  { rows, columns, weights, bias }: StoredLayer,
  stored: StoredWeights,
): Float64Array {
  const [wantedRows, wantedColumns] = [shape.widths[layer], shape.widths[layer - 1]];
  if (rows !== wantedRows || columns !== wantedColumns)
    throw new ConfigurationError(
      'weights',
      `W${layer} of ${stored.name} is ${rows}×${columns} and the network needs ${wantedRows}×${wantedColumns}: set the hidden layers to ${widthsOf(stored)} and choose the data they were trained on.`,
    );
  if (bias && !shape.bias)
    throw new ConfigurationError(
      'weights',
      `The weights of ${stored.name} have biases and the network has none: switch Bias on.`,
    );
  const width = inputWidth(shape, layer);
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      values[row * width + column] = Math.fround(weights[row * columns + column] as number);
    if (bias) values[row * width + columns] = Math.fround(bias[row] as number);
  }
  return values;
}

/** The widths of the hidden layers, as the form takes them. */
function widthsOf({ layers }: StoredWeights): string {
  const hidden = layers.slice(0, -1).map(({ rows }) => rows);
  return hidden.length > 0 ? hidden.join(', ') : 'none';
}
