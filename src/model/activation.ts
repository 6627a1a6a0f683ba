/** The activation functions h of the hidden layers; all are non-decreasing, hence quasilinear (mDLAM, Assumption 1). */
export const ACTIVATIONS = ['relu', 'leaky-relu', 'sigmoid', 'tanh'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Slope of leaky ReLU left of zero. */
export const LEAKY_SLOPE = 0.01;

/** Distance kept from the rim of a bounded range before inverting h there (SPEC.md, "Bounds"). */
export const RIM_MARGIN = 1e-4;

/** inf h and sup h; the closure of the range of the activation. */
export function activationRange(activation: Activation): readonly [number, number] {
  switch (activation) {
    case 'relu':
      return [0, Number.POSITIVE_INFINITY];
    case 'leaky-relu':
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    case 'sigmoid':
      return [0, 1];
    case 'tanh':
      return [-1, 1];
  }
}
