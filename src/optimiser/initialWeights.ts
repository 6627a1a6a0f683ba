import { Random } from '../maths/random.ts';
import type { Initialisation } from '../model/hyperparameters.ts';
import { inputWidth, layerCount, type NetworkShape } from '../model/network.ts';

/**
 * W⁰_l, `n_l × inputWidth`, row-major; biases are 0. The values are float32 numbers, so that both
 * engines start from the same bits. He: σ = √(2/n_{l-1}) (He et al. 2015, Eq. (10)).
 */
export function initialWeights(
  shape: NetworkShape,
  initialisation: Initialisation,
): Float64Array[] {
  const random = Random.fromSeed(initialisation.seed);
  const weights: Float64Array[] = [];
  for (let layer = 1; layer <= layerCount(shape); layer++) {
    const rows = shape.widths[layer] as number;
    const inputs = shape.widths[layer - 1] as number;
    const columns = inputWidth(shape, layer);
    const { weights: kind } = initialisation;
    const sigma = kind.kind === 'he' ? Math.sqrt(2 / inputs) : kind.sigma;
    const values = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < inputs; column++)
        values[row * columns + column] = Math.fround(sigma * random.normal());
    weights.push(values);
  }
  return weights;
}
