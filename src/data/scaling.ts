import type { InputScaling } from '../model/dataset.ts';

/** x = (pixel − offset)·factor, feature by feature. */
export interface Scaler {
  readonly offset: Float64Array;
  readonly factor: Float64Array;
}

const WHITE = 255;

/**
 * The scaling of each feature from the training samples (`count × features`, grey values 0–255):
 * unit pixel/255; centred (pixel − mean)/255; standardised (pixel − mean)/deviation, the deviation
 * over count (not count − 1). A feature that is the same in all training samples has no deviation:
 * standardised it is 0 everywhere, in the test samples too, whatever their pixels.
 */
export function fitScaler(
  pixels: Uint8Array,
  count: number,
  features: number,
  scaling: InputScaling,
): Scaler {
  const offset = new Float64Array(features);
  const factor = new Float64Array(features).fill(1 / WHITE);
  if (scaling === 'unit') return { offset, factor };
  const squares = new Float64Array(features);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < features; j++) {
      const pixel = pixels[i * features + j] as number;
      offset[j] = (offset[j] as number) + pixel;
      squares[j] = (squares[j] as number) + pixel * pixel;
    }
  }
  for (let j = 0; j < features; j++) {
    const sum = offset[j] as number;
    if (scaling === 'standardised') {
      // Sums of integers are exact here, so count·Σp² − (Σp)² is exactly 0 for a constant feature.
      const spread = count * (squares[j] as number) - sum * sum;
      factor[j] = spread > 0 ? count / Math.sqrt(spread) : 0;
    }
    offset[j] = sum / count;
  }
  return { offset, factor };
}

/** Applies a scaling to `count × features` grey values; computed in float64, kept in float32. */
export function applyScaler({ offset, factor }: Scaler, pixels: Uint8Array): Float32Array {
  const features = offset.length;
  const scaled = new Float32Array(pixels.length);
  for (let start = 0; start < pixels.length; start += features) {
    for (let j = 0; j < features; j++) {
      const pixel = pixels[start + j] as number;
      scaled[start + j] = (pixel - (offset[j] as number)) * (factor[j] as number);
    }
  }
  return scaled;
}
