import type { ForwardFigures } from '../model/iterationRecord.ts';
import type { Matrix, Program, Scalar } from './backend.ts';
import { recordLoss } from './objective.ts';
import type { SampleMatrices } from './problem.ts';
import type { TrainingContext } from './trainingContext.ts';

/** What a method has at hand of the training samples' forward pass, so that it is not computed again. */
export interface KnownOutputs {
  /** P_1 = a_0W_1ᵀ + b_1 of the current W_1. */
  readonly first?: Matrix;
  /** z_L of the forward pass. */
  readonly last?: Matrix;
}

/** a_l of a forward pass, with a column of ones where there are biases. */
interface HiddenBuffer {
  readonly extended: Matrix;
  readonly proper: Matrix;
}

function createHidden(
  { backend: b, scratch, problem }: TrainingContext,
  weights: readonly Matrix[],
  rows: number,
): readonly HiddenBuffer[] {
  return weights.slice(0, -1).map(({ rows: width }, index) => {
    const extended = scratch.matrix(`forward a${index + 1}`, rows, width + (problem.bias ? 1 : 0));
    if (problem.bias) b.fill(extended, 1);
    return { extended, proper: b.view(extended, width) };
  });
}

/** x ↦ W_L h(… h(W_1 x)): records the last pre-activation of every sample. */
function recordForward(
  { backend: b, activation, scratch }: TrainingContext,
  weights: readonly Matrix[],
  inputs: Matrix,
  hidden: readonly HiddenBuffer[],
  first: Matrix | undefined,
): Matrix {
  let current = inputs;
  let result = inputs;
  weights.forEach((matrix, index) => {
    if (index === 0 && first) result = first;
    else {
      result = scratch.matrix('forward z', inputs.rows, matrix.rows);
      b.product(result, current, matrix, { transposeB: true });
    }
    const output = hidden[index];
    if (output) {
      b.activate(output.proper, result, activation);
      current = output.extended;
    }
  });
  return result;
}

/** R of the network on the training samples, as a recording. */
export function recordTrainingLoss(
  context: TrainingContext,
  weights: readonly Matrix[],
): () => Scalar {
  const { inputs, targets } = context.problem.train;
  const hidden = createHidden(context, weights, inputs.rows);
  return () =>
    recordLoss(context, recordForward(context, weights, inputs, hidden, undefined), targets);
}

/** Records the program that measures the network itself on training and test samples; it trains nothing. */
export function recordEvaluation(
  context: TrainingContext,
  weights: readonly Matrix[],
  known: KnownOutputs,
): Promise<Program> {
  const { backend: b, problem } = context;
  const part = (samples: SampleMatrices, found: KnownOutputs) => {
    const { inputs, targets } = samples;
    const hidden = found.last ? [] : createHidden(context, weights, inputs.rows);
    return () => {
      const z = found.last ?? recordForward(context, weights, inputs, hidden, found.first);
      return [recordLoss(context, z, targets), b.countCorrect(z, targets)];
    };
  };
  const train = part(problem.train, known);
  const test = part(problem.test, {});
  return b.record('evaluation', [], () => [...train(), ...test()]);
}

/** The figures of an evaluation's report, its count of operations left out. */
export function readEvaluation(
  values: Float64Array,
  counts: { readonly train: number; readonly test: number },
): ForwardFigures {
  const [, trainLoss, trainCorrect, testLoss, testCorrect] = values as unknown as number[];
  return {
    trainLoss: (trainLoss as number) / counts.train,
    trainAccuracy: (trainCorrect as number) / counts.train,
    testLoss: (testLoss as number) / counts.test,
    testAccuracy: (testCorrect as number) / counts.test,
  };
}
