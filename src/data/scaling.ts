import type { FeatureValues, InputScaling, Scaler } from '../model/dataset.ts';

const WHITE = 255;

/**
 * The scaling of each feature from the training samples (`count × features`). With [low, high] = [0, 255]
 * for grey values and the overall minimum and maximum of the training samples for floats:
 * unit (value − low)/(high − low); centred (value − mean)/(high − low); standardised
 * (value − mean)/deviation, the deviation over count (not count − 1). A feature that is the same in all
 * training samples has no deviation: standardised it is 0 everywhere, in the test samples too, whatever
 * they hold. Only the first two keep the ratios between features.
 */
export function fitScaler(
  values: FeatureValues,
  count: number,
  features: number,
  scaling: InputScaling,
): Scaler {
  const { low, high } = values instanceof Uint8Array ? { low: 0, high: WHITE } : extentOf(values);
  const factor = new Float64Array(features).fill(high > low ? 1 / (high - low) : 0);
  if (scaling === 'unit')
    return { scaling, offset: new Float64Array(features).fill(low), factor, low, high };
  const offset = means(values, count, features);
  if (scaling === 'centred') return { scaling, offset, factor, low, high };
  return { scaling, offset, factor: inverseDeviations(values, count, offset), low, high };
}

function extentOf(values: FeatureValues): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

function means(values: FeatureValues, count: number, features: number): Float64Array {
  const sums = new Float64Array(features);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < features; j++)
      sums[j] = (sums[j] as number) + (values[i * features + j] as number);
  }
  return sums.map((sum) => sum / count);
}

/**
 * 1/deviation of each feature about its mean, in a second pass because the squares of large floats would
 * drown their differences; 0 where every value is the first one, which rounding of the mean may hide.
 */
function inverseDeviations(values: FeatureValues, count: number, mean: Float64Array): Float64Array {
  const features = mean.length;
  const squares = new Float64Array(features);
  const varies = new Uint8Array(features);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < features; j++) {
      const value = values[i * features + j] as number;
      const difference = value - (mean[j] as number);
      squares[j] = (squares[j] as number) + difference * difference;
      if (value !== values[j]) varies[j] = 1;
    }
  }
  return squares.map((square, j) => (varies[j] === 1 ? Math.sqrt(count / square) : 0));
}
