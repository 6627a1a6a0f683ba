import type { IterationRecord } from '../model/iterationRecord.ts';
import type { Scalar } from './backend.ts';
import { FORWARD_SUMS, type ForwardSums } from './forwardPass.ts';
import type { Layer, LayerOutput } from './layers.ts';
import type { ObjectiveTerms } from './objective.ts';

/** A record before the trainer stamps it with its time. */
export type IterationFigures = Omit<IterationRecord, 'elapsedMs'>;

/** What the host knew when it submitted the iteration. */
export interface IterationInputs {
  readonly iteration: number;
  readonly epsilon: number;
  readonly rho: number;
  readonly omega: number;
  readonly evaluate: boolean;
}

function hiddenOutputs(layers: readonly Layer[]): readonly LayerOutput[] {
  return layers.flatMap(({ output }) => (output ? [output] : []));
}

/** The scalars of one iteration in the order in which `readFigures` takes them apart. */
export function reportedScalars(
  layers: readonly Layer[],
  terms: ObjectiveTerms,
  sums: ForwardSums,
): Scalar[] {
  const outputs = hiddenOutputs(layers);
  return [
    terms.objective,
    terms.loss,
    terms.constraintGap,
    ...terms.penalties,
    ...terms.residuals,
    ...layers.map(({ theta }) => theta),
    ...outputs.map(({ tau }) => tau),
    ...layers.map(({ weightsRaised }) => weightsRaised),
    ...outputs.map(({ raised }) => raised),
    ...FORWARD_SUMS.map((name) => sums[name]),
  ];
}

/** Blocks that raised F in the order in which an iteration takes them: W1, a1, W2, … */
function raisedBlocks(weights: readonly number[], outputs: readonly number[]): string[] {
  return weights.flatMap((raised, index) => [
    ...(raised ? [`W${index + 1}`] : []),
    ...(outputs[index] ? [`a${index + 1}`] : []),
  ]);
}

/** Takes one run's report apart. */
export function readFigures(
  values: Float64Array,
  layers: number,
  counts: { readonly train: number; readonly test: number },
  inputs: IterationInputs,
): IterationFigures {
  let position = 0;
  const take = (length: number): number[] => {
    const part = [...values.subarray(position, position + length)];
    position += length;
    return part;
  };
  const [objective, loss, constraintGap] = take(3) as [number, number, number];
  const penalties = take(layers);
  const residuals = take(layers);
  const theta = take(layers);
  const tau = take(layers - 1);
  const raised = raisedBlocks(take(layers), take(layers - 1));
  const [trainLoss, trainCorrect, testLoss, testCorrect] = take(4) as [
    number,
    number,
    number,
    number,
  ];
  const atStart = inputs.iteration === 0;
  return {
    iteration: inputs.iteration,
    objective,
    loss,
    penalties,
    residuals,
    constraintGap,
    epsilon: inputs.epsilon,
    rho: inputs.rho,
    omega: inputs.omega,
    theta: atStart ? [] : theta,
    tau: atStart ? [] : tau,
    raised: atStart ? [] : raised,
    forward: inputs.evaluate
      ? {
          trainLoss: trainLoss / counts.train,
          trainAccuracy: trainCorrect / counts.train,
          testLoss: testLoss / counts.test,
          testAccuracy: testCorrect / counts.test,
        }
      : null,
  };
}
