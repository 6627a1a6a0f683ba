import { activationRange } from '../model/activation.ts';
import { recordActivationBlock } from './activationBlock.ts';
import type { Matrix, Program, Scalar } from './backend.ts';
import type { Context } from './context.ts';
import { recordDifference } from './difference.ts';
import type { Layer } from './layers.ts';
import { type LayerFit, recordFits, recordObjective } from './objective.ts';
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

/** A layer's W-block: its model of φ, and the matrix of P_l − z_l that both and the a_{l-1} block before work with. */
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
  const report = (fits: readonly LayerFit[]): Scalar[] => {
    const terms = recordObjective(context, layers, fits);
    return reportedScalars(layers, terms, recordWeightFigures(backend, layers));
  };
  const record = (label: string, body: () => readonly LayerFit[]) =>
    backend.record(label, parameters, () => report(body()));
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
    return recordFits(context, layers);
  });
  const restore = await record('restore', () => {
    prepare();
    recordPreActivations(context, layers);
    return recordFits(context, layers);
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
  for (const { output } of layers) if (output) b.clampToRange(output.a, epsilon, activation);
}

function recordIteration(
  context: Context,
  layers: readonly Layer[],
  blocks: readonly WeightBlock[],
): LayerFit[] {
  recordRangeClamp(context, layers);
  const block = (index: number) => blocks[index] as WeightBlock;
  const [{ z, preActivation }] = layers as readonly [Layer];
  recordDifference(context.backend, block(0).residual, preActivation, z);
  return layers.map((layer, index) => {
    const { model, residual } = block(index);
    recordWeightBlock(context, layer, model, residual);
    const squared = recordPreActivationBlock(context, layer);
    const { output } = layer;
    if (!output) return { residual: squared, gap: null };
    const next = layers[index + 1] as Layer;
    const gap = recordActivationBlock(context, layer, output, next, block(index + 1).residual);
    return { residual: squared, gap };
  });
}
