import type { Initialisation } from '../model/hyperparameters.ts';
import type { Matrix } from './backend.ts';
import type { SplitLayer } from './splitLayers.ts';
import type { TrainingContext } from './trainingContext.ts';

/** The ones that 2y − 1 needs, when z_L starts at ±1; to be called outside of a recording. */
export function startingOnes(
  { problem, scratch }: TrainingContext,
  output: Initialisation['output'],
): Matrix | null {
  return output === 'forward' ? null : scratch.ones('output', problem.train.targets);
}

/** P_l = a_{l-1}W_lᵀ + b_l for every layer. */
export function recordPreActivations(
  { backend }: TrainingContext,
  layers: readonly SplitLayer[],
): void {
  for (const { preActivation, inputs, weights } of layers)
    backend.product(preActivation, inputs, weights, { transposeB: true });
}

/** z_l = P_l = a_{l-1}W_lᵀ + b_l, a_l = h(z_l); z_L = P_L or 2y − 1. */
export function recordStart(
  { backend: b, activation, problem }: TrainingContext,
  layers: readonly SplitLayer[],
  ones: Matrix | null,
): void {
  for (const { preActivation, inputs, weights, z, output } of layers) {
    b.product(preActivation, inputs, weights, { transposeB: true });
    b.combine(z, [[null, preActivation]]);
    if (output) b.activate(output.a, z, activation);
    else if (ones)
      b.combine(z, [
        [b.constant(2), problem.train.targets],
        [b.constant(-1), ones],
      ]);
  }
}
