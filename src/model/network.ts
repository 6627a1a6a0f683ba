import type { Activation } from './activation.ts';

/** A fully-connected network x ↦ W_L h(… h(W_1 x)); `widths` is [n_0, n_1, …, n_L]. */
export interface NetworkShape {
  readonly widths: readonly number[];
  readonly activation: Activation;
  /** Whether each layer has a bias b_l; the paper has none. */
  readonly bias: boolean;
}

/** L, the number of layers (of weight matrices). */
export function layerCount(shape: NetworkShape): number {
  return shape.widths.length - 1;
}

/** Columns of the stored W_l: n_{l-1}, and one more for b_l when the network has biases. */
export function inputWidth(shape: NetworkShape, layer: number): number {
  return (shape.widths[layer - 1] as number) + (shape.bias ? 1 : 0);
}
