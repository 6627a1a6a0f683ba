import type { SplitFigures } from '../model/iterationRecord.ts';
import type { Scalar } from './backend.ts';
import type { Layer, LayerOutput } from './layers.ts';
import type { ObjectiveTerms } from './objective.ts';
import type { MethodFigures } from './sequence.ts';
import { readWeightFigures } from './weightFigures.ts';

/** What the host knew when it submitted the iteration. */
export interface IterationInputs {
  readonly iteration: number;
  readonly epsilon: number;
  readonly rho: number;
  readonly omega: number;
}

/** Hands out the next numbers of a report. */
export type Take = (length: number) => number[];

/** Takes a report apart from its beginning. */
export function reader(values: Float64Array): Take {
  let position = 0;
  return (length) => {
    const part = [...values.subarray(position, position + length)];
    position += length;
    return part;
  };
}

/** The scalars of `readSplitFigures`, in its order. */
export function splitScalars(terms: Omit<ObjectiveTerms, 'objective' | 'violations'>): Scalar[] {
  return [terms.loss, terms.constraintGap, ...terms.penalties, ...terms.residuals];
}

export function readSplitFigures(take: Take, layers: number): SplitFigures {
  const [loss, constraintGap] = take(2) as [number, number];
  return { loss, constraintGap, penalties: take(layers), residuals: take(layers) };
}

function hiddenOutputs(layers: readonly Layer[]): readonly LayerOutput[] {
  return layers.flatMap(({ output }) => (output ? [output] : []));
}

/** The scalars of one iteration in the order in which `readFigures` takes them apart. */
export function reportedScalars(
  layers: readonly Layer[],
  terms: ObjectiveTerms,
  weightFigures: readonly Scalar[],
): Scalar[] {
  const outputs = hiddenOutputs(layers);
  return [
    terms.objective,
    ...splitScalars(terms),
    ...weightFigures,
    ...layers.map(({ theta }) => theta),
    ...outputs.map(({ tau }) => tau),
    ...layers.map(({ zStep }) => zStep),
    ...outputs.map(({ aStep }) => aStep),
    ...terms.violations,
    ...layers.map(({ weightsRaised }) => weightsRaised),
    ...outputs.map(({ raised }) => raised),
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
  { iteration, epsilon, rho, omega }: IterationInputs,
): MethodFigures {
  const take = reader(values);
  const atStart = iteration === 0;
  const [objective] = take(1) as [number];
  const split = readSplitFigures(take, layers);
  const weights = readWeightFigures(take, layers, atStart);
  const theta = take(layers);
  const tau = take(layers - 1);
  const zSteps = take(layers);
  const aSteps = take(layers - 1);
  const violations = take(layers - 1);
  const raised = raisedBlocks(take(layers), take(layers - 1));
  const moved = atStart
    ? { theta: [], tau: [], zSteps: [], aSteps: [], violations: [], raised: [] }
    : { theta, tau, zSteps, aSteps, violations, raised };
  return { objective, weights, split, dlam: { epsilon, rho, omega, ...moved }, admm: null };
}
