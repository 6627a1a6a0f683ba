import type { Matrix, Scalar } from './backend.ts';
import type { Context } from './context.ts';
import type { Layer } from './layers.ts';
import { recordLoss } from './objective.ts';
import type { SampleMatrices } from './problem.ts';

/** Sums over the samples of the network's own loss and of its correct answers. */
export interface ForwardSums {
  readonly trainLoss: Scalar;
  readonly trainCorrect: Scalar;
  readonly testLoss: Scalar;
  readonly testCorrect: Scalar;
}

export const FORWARD_SUMS = ['trainLoss', 'trainCorrect', 'testLoss', 'testCorrect'] as const;

/** Scalars for the sums; they keep the last evaluation's values. */
export function createForwardSums(context: Context): ForwardSums {
  const scalar = (name: string) => context.backend.scalar(name, 0);
  return {
    trainLoss: scalar('train loss'),
    trainCorrect: scalar('train correct'),
    testLoss: scalar('test loss'),
    testCorrect: scalar('test correct'),
  };
}

/** The matrices a forward pass over `rows` samples writes: one with a column of ones per hidden layer. */
export interface ForwardBuffers {
  readonly hidden: readonly { readonly extended: Matrix; readonly proper: Matrix }[];
  readonly outputs: readonly Matrix[];
  /** `outputs[0]` is the training samples' P_1 = a_0W_1ᵀ, which is always up to date. */
  readonly firstKnown: boolean;
}

export function createForwardBuffers(
  context: Context,
  layers: readonly Layer[],
  part: 'train' | 'test',
): ForwardBuffers {
  const { backend: b, problem } = context;
  const { rows } = problem[part].inputs;
  const firstKnown = part === 'train';
  const hidden = layers.slice(0, -1).map(({ weights, index }) => {
    const width = weights.rows;
    const extended = b.matrix(rows, width + (problem.bias ? 1 : 0), `forward a${index}`);
    if (problem.bias) b.write(extended, new Float32Array(rows * (width + 1)).fill(1));
    return { extended, proper: b.view(extended, width) };
  });
  const outputs = layers.map(({ weights, preActivation, index }) =>
    firstKnown && index === 1 ? preActivation : b.matrix(rows, weights.rows, `forward z${index}`),
  );
  return { hidden, outputs, firstKnown };
}

/** The matrices that a forward pass has to itself. */
export function forwardMatrices({ hidden, outputs, firstKnown }: ForwardBuffers): Matrix[] {
  return [...hidden.map(({ extended }) => extended), ...outputs.slice(firstKnown ? 1 : 0)];
}

/** x ↦ W_L h(… h(W_1 x)): records the last pre-activation of every sample. */
function recordForward(
  context: Context,
  layers: readonly Layer[],
  inputs: Matrix,
  buffers: ForwardBuffers,
): Matrix {
  const { backend: b, activation } = context;
  let current = inputs;
  let result = inputs;
  layers.forEach(({ weights }, index) => {
    result = buffers.outputs[index] as Matrix;
    if (index > 0 || !buffers.firstKnown) b.product(result, current, weights, { transposeB: true });
    const hidden = buffers.hidden[index];
    if (hidden) {
      b.activate(hidden.proper, result, activation);
      current = hidden.extended;
    }
  });
  return result;
}

/** Records the forward pass over training and test samples into `sums`. */
export function recordEvaluation(
  context: Context,
  layers: readonly Layer[],
  buffers: { readonly train: ForwardBuffers; readonly test: ForwardBuffers },
  sums: ForwardSums,
): void {
  const { backend: b, problem } = context;
  const evaluate = (
    samples: SampleMatrices,
    target: ForwardBuffers,
    loss: Scalar,
    correct: Scalar,
  ) => {
    const z = recordForward(context, layers, samples.inputs, target);
    b.assign(loss, recordLoss(context, z, samples.targets));
    b.assign(correct, b.countCorrect(z, samples.targets));
  };
  evaluate(problem.train, buffers.train, sums.trainLoss, sums.trainCorrect);
  evaluate(problem.test, buffers.test, sums.testLoss, sums.testCorrect);
}
