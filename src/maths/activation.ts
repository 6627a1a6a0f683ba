import { type Activation, LEAKY_SLOPE } from '../model/activation.ts';

function relu(z: number): number {
  return Math.max(z, 0);
}

function leakyRelu(z: number): number {
  return z < 0 ? LEAKY_SLOPE * z : z;
}

/** 1/(1 + e^{−z}) with the exponential of −|z| only, which cannot overflow. */
function sigmoid(z: number): number {
  const decay = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
}

/** The scalar function h: relu, leaky ReLU (slope 0.01), sigmoid or tanh; NaN stays NaN. */
export function activation(h: Activation): (z: number) => number {
  switch (h) {
    case 'relu':
      return relu;
    case 'leaky-relu':
      return leakyRelu;
    case 'sigmoid':
      return sigmoid;
    case 'tanh':
      return Math.tanh;
  }
}
