import { activationRange } from '../model/activation.ts';
import { recordActivationBlock } from './activationBlock.ts';
import type { Matrix, Program, Scalar } from './backend.ts';
import type { Context } from './context.ts';
import type { Layer } from './layers.ts';
import { recordObjective } from './objective.ts';
import { recordPreActivationBlock } from './preActivationBlock.ts';
import { reportedScalars } from './report.ts';
import { recordPreActivations, recordStart } from './splitStart.ts';
import { recordWeightBlock } from './weightBlock.ts';
import { recordWeightFigures } from './weightFigures.ts';
import type { WeightModel } from './weightModel.ts';

/** The programs of one run. Each reports the figures of the variables it leaves behind. */
export interface AlternatingPrograms {
  /** From W⁰ to z⁰ and a⁰. */
  readonly start: Program;
  /** After all variables were written. */
  readonly restore: Program;
  /** One iteration k → k+1. */
  readonly iteration: Program;
  /** What W-blocks keep from iteration to iteration, anew; reports nothing. */
  readonly refresh: Program;
}

/** A layer's W-block: its model of φ, and the matrix of P_l − z_l that both work with. */
export interface WeightBlock {
  readonly model: WeightModel;
  readonly residual: Matrix;
}

/** What the recording needs beside the variables. */
export interface Recording {
  readonly blocks: readonly WeightBlock[];
  /** Present when z_L starts at ±1. */
  readonly ones: Matrix | null;
}

/** Records all programs; each run loads ω, ε and ρ. */
export async function recordPrograms(
  context: Context,
  layers: readonly Layer[],
  recording: Recording,
): Promise<AlternatingPrograms> {
  const { backend, omega, epsilon, rho } = context;
  const { blocks, ones } = recording;
  const parameters = [omega, epsilon, rho];
  const report = (): Scalar[] => {
    const terms = recordObjective(context, layers);
    return reportedScalars(layers, terms, recordWeightFigures(backend, layers));
  };
  const record = (label: string, body: () => void) =>
    backend.record(label, parameters, () => {
      body();
      return report();
    });
  const prepare = () => {
    for (const { model } of blocks) model.prepare();
  };
  const refreshAll = () => {
    for (const { model } of blocks) model.refresh();
  };
  const start = await record('start', () => {
    prepare();
    recordStart(context, layers, ones);
    for (const { output } of layers)
      if (output) backend.combine(output.previousA, [[null, output.a]]);
    refreshAll();
  });
  const restore = await record('restore', () => {
    prepare();
    recordPreActivations(context, layers);
  });
  const iteration = await record('iteration', () => recordIteration(context, layers, blocks));
  const refresh = await backend.record('refresh', parameters, () => {
    refreshAll();
    return [];
  });
  return { start, restore, iteration, refresh };
}

/** Brings every a_l into [inf h − ε, sup h + ε], so that no z-interval is empty after ε shrank. */
function recordRangeClamp(context: Context, layers: readonly Layer[]): void {
  const { backend: b, activation, epsilon } = context;
  if (!activationRange(activation).some(Number.isFinite)) return;
  layers.forEach(({ output }, index) => {
    if (!output) return;
    const { preActivation, inputs, weights } = layers[index + 1] as Layer;
    const moved = b.clampToRange(output.a, epsilon, activation);
    b.when(b.greater(moved, b.constant(0)), () =>
      b.product(preActivation, inputs, weights, { transposeB: true }),
    );
  });
}

function recordIteration(
  context: Context,
  layers: readonly Layer[],
  blocks: readonly WeightBlock[],
): void {
  recordRangeClamp(context, layers);
  layers.forEach((layer, index) => {
    const { model, residual } = blocks[index] as WeightBlock;
    recordWeightBlock(context, layer, model, residual);
    recordPreActivationBlock(context, layer);
    if (layer.output)
      recordActivationBlock(context, layer, layer.output, layers[index + 1] as Layer);
  });
}
