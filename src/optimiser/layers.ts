import { inputWidth, layerCount, type NetworkShape } from '../model/network.ts';
import type { Backend, Matrix, Scalar } from './backend.ts';
import type { Problem } from './problem.ts';

/** The variables W_l, z_l, a_l of one layer on the engine, and what goes from iteration to iteration with them. */
export interface Layer {
  /** l = 1 … L. */
  readonly index: number;
  /** W_l, `n_l × n_{l-1}`, and b_l as a last column when there are biases. */
  readonly weights: Matrix;
  /** W_l without b_l. */
  readonly weightsProper: Matrix;
  readonly previousWeights: Matrix;
  /** W_l⁰. */
  readonly initialWeights: Matrix;
  /** a_{l-1}, with a column of ones when there are biases. */
  readonly inputs: Matrix;
  readonly z: Matrix;
  /** P_l = a_{l-1}W_lᵀ + b_l of the current a and W, kept up to date by both blocks that change it. */
  readonly preActivation: Matrix;
  /** θ_l; 0 until the first step. */
  readonly theta: Scalar;
  /** Whether the last W-block's first step raised F. */
  readonly weightsRaised: Scalar;
  /** ‖z_l^{k+1} − z_l^k‖. */
  readonly zStep: Scalar;
  /** a_l and what belongs to it; null for l = L. */
  readonly output: LayerOutput | null;
}

export interface LayerOutput {
  /** a_l with its column of ones, as the next layer reads it. */
  readonly extended: Matrix;
  /** a_l proper, `N × n_l`. */
  readonly a: Matrix;
  readonly previousA: Matrix;
  /** τ_l; 0 until the first step. */
  readonly tau: Scalar;
  readonly raised: Scalar;
  /** ‖a_l^{k+1} − a_l^k‖. */
  readonly aStep: Scalar;
}

function createOutput(
  backend: Backend,
  rows: number,
  width: number,
  index: number,
  bias: boolean,
): LayerOutput {
  const extended = backend.matrix(rows, width + (bias ? 1 : 0), `a${index}`);
  if (bias) {
    const ones = new Float32Array(rows * (width + 1));
    for (let row = 0; row < rows; row++) ones[row * (width + 1) + width] = 1;
    backend.write(extended, ones);
  }
  return {
    extended,
    a: backend.view(extended, width),
    previousA: backend.matrix(rows, width, `previous a${index}`),
    tau: backend.scalar(`tau${index}`, 0),
    raised: backend.scalar(`a${index} raised`, 0),
    aStep: backend.scalar(`a${index} step`, 0),
  };
}

/** Allocates all layers; nothing but the columns of ones has a value yet. */
export function createLayers(backend: Backend, shape: NetworkShape, problem: Problem): Layer[] {
  const rows = problem.train.inputs.rows;
  const layers: Layer[] = [];
  let inputs = problem.train.inputs;
  for (let index = 1; index <= layerCount(shape); index++) {
    const width = shape.widths[index] as number;
    const columns = inputWidth(shape, index);
    const weights = backend.matrix(width, columns, `W${index}`);
    const last = index === layerCount(shape);
    const output = last ? null : createOutput(backend, rows, width, index, shape.bias);
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
      weightsRaised: backend.scalar(`W${index} raised`, 0),
      zStep: backend.scalar(`z${index} step`, 0),
      output,
    });
    if (output) inputs = output.extended;
  }
  return layers;
}

export function releaseLayers(backend: Backend, layers: readonly Layer[]): void {
  for (const layer of layers) {
    const { weights, previousWeights, initialWeights, z, preActivation, output } = layer;
    backend.release([weights, previousWeights, initialWeights, z, preActivation]);
    backend.release([layer.theta, layer.weightsRaised, layer.zStep]);
    if (!output) continue;
    const { extended, previousA, tau, raised, aStep } = output;
    backend.release([extended, previousA, tau, raised, aStep]);
  }
}
