import { inputWidth, layerCount, type NetworkShape } from '../model/network.ts';
import type { Backend, Matrix, Scalar } from './backend.ts';
import type { Problem } from './problem.ts';
import type { TrackedWeights } from './weightFigures.ts';

/** The variables W_l, z_l, a_l of one layer on the engine: what every method that splits the network has. */
export interface SplitLayer extends TrackedWeights {
  /** l = 1 … L. */
  readonly index: number;
  /** W_l without b_l. */
  readonly weightsProper: Matrix;
  /** a_{l-1}, with a column of ones when there are biases. */
  readonly inputs: Matrix;
  readonly z: Matrix;
  /** P_l = a_{l-1}W_lᵀ + b_l of the current a and W, wherever an iteration ends and in every z_l block. */
  readonly preActivation: Matrix;
  /** θ_l; 0 until the first step. */
  readonly theta: Scalar;
  /** a_l and what belongs to it; null for l = L. */
  readonly output: SplitOutput | null;
}

export interface SplitOutput {
  /** a_l with its column of ones, as the next layer reads it. */
  readonly extended: Matrix;
  /** a_l proper, `N × n_l`. */
  readonly a: Matrix;
  /** τ_l; 0 until the first step. */
  readonly tau: Scalar;
}

function createOutput(
  backend: Backend,
  { bias, train }: Problem,
  width: number,
  index: number,
): SplitOutput {
  const { rows } = train.inputs;
  const extended = backend.matrix(rows, width + (bias ? 1 : 0), `a${index}`);
  if (bias) backend.fill(extended, 1);
  const a = backend.view(extended, width);
  return { extended, a, tau: backend.scalar(`tau${index}`, 0) };
}

/** Allocates all layers; nothing but the columns of ones has its value yet. */
export function createSplitLayers(
  backend: Backend,
  shape: NetworkShape,
  problem: Problem,
): SplitLayer[] {
  const { rows } = problem.train.inputs;
  const layers: SplitLayer[] = [];
  let inputs = problem.train.inputs;
  for (let index = 1; index <= layerCount(shape); index++) {
    const width = shape.widths[index] as number;
    const columns = inputWidth(shape, index);
    const weights = backend.matrix(width, columns, `W${index}`);
    const last = index === layerCount(shape);
    const output = last ? null : createOutput(backend, problem, width, index);
    layers.push({
      index,
      weights,
      weightsProper: backend.view(weights, shape.widths[index - 1] as number),
      previousWeights: backend.matrix(width, columns, `previous W${index}`),
      initialWeights: backend.matrix(width, columns, `initial W${index}`),
      inputs,
      z: backend.matrix(rows, width, `z${index}`),
      preActivation: backend.matrix(rows, width, `P${index}`),
      theta: backend.scalar(`theta${index}`, 0),
      output,
    });
    if (output) inputs = output.extended;
  }
  return layers;
}

/** Forgets the step sizes of an earlier start. */
export function resetStepSizes(backend: Backend, layers: readonly SplitLayer[]): void {
  for (const { theta, output } of layers) {
    backend.writeScalar(theta, 0);
    if (output) backend.writeScalar(output.tau, 0);
  }
}

export function releaseSplitLayers(backend: Backend, layers: readonly SplitLayer[]): void {
  for (const layer of layers) {
    const { weights, previousWeights, initialWeights, z, preActivation, theta, output } = layer;
    backend.release([weights, previousWeights, initialWeights, z, preActivation, theta]);
    if (output) backend.release([output.extended, output.tau]);
  }
}
