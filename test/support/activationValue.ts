import type { Activation } from '../../src/model/activation.ts';

/** h(z) by its textbook formula, shared with no engine. */
export function activationValue(activation: Activation, z: number): number {
  switch (activation) {
    case 'relu':
      return Math.max(z, 0);
    case 'leaky-relu':
      return z < 0 ? 0.01 * z : z;
    case 'sigmoid':
      return 1 / (1 + Math.exp(-z));
    case 'tanh':
      return Math.tanh(z);
  }
}
