/** DLAM and its monotone form mDLAM (the paper's Algorithms 1 and 2). */
export const ALTERNATING_ALGORITHMS = ['mdlam', 'dlam'] as const;
export type AlternatingAlgorithm = (typeof ALTERNATING_ALGORITHMS)[number];

/** What trains by backpropagation. */
export const GRADIENT_ALGORITHMS = [
  'sgd',
  'momentum',
  'nesterov',
  'adagrad',
  'rmsprop',
  'adadelta',
  'adam',
  'amsgrad',
] as const;
export type GradientAlgorithm = (typeof GRADIENT_ALGORITHMS)[number];

/** Everything that can run in a race. */
export const ALGORITHMS = [...ALTERNATING_ALGORITHMS, 'dladmm', ...GRADIENT_ALGORITHMS] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export function isAlternating(algorithm: Algorithm): algorithm is AlternatingAlgorithm {
  return (ALTERNATING_ALGORITHMS as readonly string[]).includes(algorithm);
}

export function isGradient(algorithm: Algorithm): algorithm is GradientAlgorithm {
  return (GRADIENT_ALGORITHMS as readonly string[]).includes(algorithm);
}
