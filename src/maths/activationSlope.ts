import { type Activation, LEAKY_SLOPE } from '../model/activation.ts';

/** 0 at the kink; NaN counts as right of it, as in PyTorch, so that it is passed on. */
function reluSlope(z: number): number {
  return z <= 0 ? 0 : 1;
}

function leakyReluSlope(z: number): number {
  return z <= 0 ? LEAKY_SLOPE : 1;
}

/** e/(1 + e)² with e = e^{−|z|}: σ(1 − σ) without the cancellation of 1 − σ. */
function sigmoidSlope(z: number): number {
  const decay = Math.exp(-Math.abs(z));
  return decay / (1 + decay) ** 2;
}

/** 4e/(1 + e)² with e = e^{−2|z|}: 1 − tanh² without its cancellation. */
function tanhSlope(z: number): number {
  return 4 * sigmoidSlope(2 * z);
}

/** The derivative h′; at the kinks of ReLU and leaky ReLU the one from the left, as PyTorch has it. */
export function activationSlope(h: Activation): (z: number) => number {
  switch (h) {
    case 'relu':
      return reluSlope;
    case 'leaky-relu':
      return leakyReluSlope;
    case 'sigmoid':
      return sigmoidSlope;
    case 'tanh':
      return tanhSlope;
  }
}
