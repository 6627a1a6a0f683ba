import type { Matrix, Scalar } from './backend.ts';
import { recordDifference } from './difference.ts';
import type { TrainingContext } from './trainingContext.ts';
import type { TrackedWeights } from './weightFigures.ts';

/** W_l of a network that is trained by its gradient. */
export interface GradientLayer extends TrackedWeights {
  /** l = 1 … L. */
  readonly index: number;
  /** W_l without b_l. */
  readonly weightsProper: Matrix;
}

/** Some samples and what the network makes of them. */
export interface Batch {
  /** a_0 with its column of ones, `B × n_0`. */
  readonly inputs: Matrix;
  /** y, one-hot, `B × n_L`. */
  readonly targets: Matrix;
  /** z_l, `B × n_l`, l = 1 … L. */
  readonly z: readonly Matrix[];
  /** a_l, l = 1 … L−1, and with its column of ones as the next layer reads it. */
  readonly hidden: readonly { readonly extended: Matrix; readonly a: Matrix }[];
}

/** Allocates z and a for a batch; the column of ones is written here, outside of any recording. */
export function createBatch(
  { backend: b }: TrainingContext,
  layers: readonly GradientLayer[],
  samples: { readonly inputs: Matrix; readonly targets: Matrix },
  bias: boolean,
): Batch {
  const { rows } = samples.inputs;
  const z = layers.map(({ weights, index }) => b.matrix(rows, weights.rows, `z${index}`));
  const hidden = layers.slice(0, -1).map(({ weights, index }) => {
    const width = weights.rows;
    const extended = b.matrix(rows, width + (bias ? 1 : 0), `a${index}`);
    if (bias) b.fill(extended, 1);
    return { extended, a: b.view(extended, width) };
  });
  return { ...samples, z, hidden };
}

export function batchMatrices({ z, hidden }: Batch): Matrix[] {
  return [...z, ...hidden.map(({ extended }) => extended)];
}

/** a_{l-1} as layer l reads it. */
function inputOf(batch: Batch, index: number): Matrix {
  return index === 1 ? batch.inputs : (batch.hidden[index - 2]?.extended as Matrix);
}

/** Records z_l = a_{l-1}W_lᵀ + b_l and a_l = h(z_l) for all layers. */
export function recordForward(
  { backend: b, activation }: TrainingContext,
  layers: readonly GradientLayer[],
  batch: Batch,
): void {
  for (const { weights, index } of layers) {
    const z = batch.z[index - 1] as Matrix;
    b.product(z, inputOf(batch, index), weights, { transposeB: true });
    const output = batch.hidden[index - 1];
    if (output) b.activate(output.a, z, activation);
  }
}

/** ∂R/∂z_L: softmax(z) − y, or z − y. */
function recordLossGradient(
  { backend: b, goal }: TrainingContext,
  out: Matrix,
  batch: Batch,
): void {
  const z = batch.z.at(-1) as Matrix;
  if (goal.loss === 'cross-entropy') b.crossEntropyGradient(out, z, batch.targets);
  else recordDifference(b, out, z, batch.targets);
}

/**
 * Records backpropagation over a batch whose forward pass is there: gradient_l = scale·∂R/∂W_l = scale·δ_lᵀa_{l-1}
 * with δ_L = ∂R/∂z_L and δ_{l-1} = (δ_lW_l)∘h′(z_{l-1}). The gradients of all layers before any weight moves.
 */
export function recordBackward(
  context: TrainingContext,
  layers: readonly GradientLayer[],
  batch: Batch,
  scale: Scalar,
): Matrix[] {
  const { backend: b, activation, scratch } = context;
  // Two neighbouring layers may have the same width: their δ take turns in two matrices.
  const deltaOf = (index: number) =>
    scratch.like(index % 2 ? 'odd delta' : 'even delta', batch.z[index - 1] as Matrix);
  recordLossGradient(context, deltaOf(layers.length), batch);
  const gradients: Matrix[] = [];
  for (const { weights, weightsProper, index } of layers.toReversed()) {
    const delta = deltaOf(index);
    const gradient = scratch.like(`gradient ${index}`, weights);
    b.product(gradient, delta, inputOf(batch, index), { transposeA: true, scale });
    gradients.unshift(gradient);
    if (index === 1) break;
    const below = deltaOf(index - 1);
    b.product(below, delta, weightsProper);
    b.backpropagateActivation(below, batch.z[index - 2] as Matrix, activation);
  }
  return gradients;
}
