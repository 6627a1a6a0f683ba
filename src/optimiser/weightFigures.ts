import type { WeightFigures } from '../model/iterationRecord.ts';
import type { Backend, Matrix, Scalar } from './backend.ts';

/** W_l with what its figures are measured against. */
export interface TrackedWeights {
  /** W_l, `n_l × n_{l-1}`, and b_l as a last column when there are biases. */
  readonly weights: Matrix;
  /** W_l before the iteration. */
  readonly previousWeights: Matrix;
  /** W_l⁰. */
  readonly initialWeights: Matrix;
}

/** Sets W_l = W_l^{-1} = W_l⁰. */
export function writeInitialWeights(
  backend: Backend,
  layers: readonly TrackedWeights[],
  values: readonly ArrayLike<number>[],
): void {
  layers.forEach(({ weights, previousWeights, initialWeights }, index) => {
    for (const matrix of [weights, previousWeights, initialWeights])
      backend.write(matrix, values[index] as ArrayLike<number>);
  });
}

/** Records ‖W_l^{k+1} − W_l^k‖ for all layers, then ‖W_l − W_l⁰‖/‖W_l⁰‖. */
export function recordWeightFigures(backend: Backend, layers: readonly TrackedWeights[]): Scalar[] {
  const distance = (from: Matrix, to: Matrix): Scalar =>
    backend.squareRoot(backend.squaredDistance(to, from));
  const steps = layers.map(({ weights, previousWeights }) => distance(previousWeights, weights));
  const distances = layers.map(({ weights, initialWeights }) =>
    backend.divide(
      distance(initialWeights, weights),
      backend.squareRoot(backend.dot(initialWeights, initialWeights)),
    ),
  );
  return [...steps, ...distances];
}

/** Takes the figures of `layers` layers off a report. */
export function readWeightFigures(
  take: (length: number) => number[],
  layers: number,
  atStart: boolean,
): WeightFigures {
  const steps = take(layers);
  const distances = take(layers);
  return atStart ? { steps: [], distances: [] } : { steps, distances };
}
