import type { Program } from './backend.ts';
import {
  recordActivationStep,
  recordDualStep,
  recordPreActivationStep,
  recordWeightStep,
} from './dladmmBlocks.ts';
import type { AdmmContext } from './dladmmContext.ts';
import { recordAdmmReport } from './dladmmReport.ts';
import type { SplitLayer } from './splitLayers.ts';
import { recordPreActivations, recordStart, startingOnes } from './splitStart.ts';

/** The programs of one run. */
export interface AdmmPrograms {
  /** From W⁰ to z⁰ and a⁰; reports. */
  readonly start: Program;
  /** Reports on variables that were written, P_l included. */
  readonly restore: Program;
  /** One iteration k → k+1; reports. */
  readonly iteration: Program;
  /** Every P_l anew from a_{l-1} and W_l. */
  readonly refresh: Program;
}

/** One block of an iteration. */
export interface AdmmBlock {
  readonly name: string;
  readonly record: () => void;
}

/** The blocks of an iteration in order: backwards through the layers, forwards again, and the multiplier. */
export function iterationBlocks(context: AdmmContext, layers: readonly SplitLayer[]): AdmmBlock[] {
  const weights = (layer: SplitLayer): AdmmBlock => ({
    name: `W${layer.index}`,
    record: () => recordWeightStep(context, layer),
  });
  const preActivations = (layer: SplitLayer): AdmmBlock => ({
    name: `z${layer.index}`,
    record: () => recordPreActivationStep(context, layer),
  });
  const activations = (layer: SplitLayer): AdmmBlock[] => {
    const { output, index } = layer;
    if (!output) return [];
    const next = layers[index] as SplitLayer;
    return [
      { name: `a${index}`, record: () => recordActivationStep(context, layer, output, next) },
    ];
  };
  const backward = layers
    .toReversed()
    .flatMap((layer) => [...activations(layer), preActivations(layer), weights(layer)]);
  const forward = layers.flatMap((layer) => [
    weights(layer),
    preActivations(layer),
    ...activations(layer),
  ]);
  const last = layers.at(-1) as SplitLayer;
  return [...backward, ...forward, { name: 'u', record: () => recordDualStep(context, last) }];
}

/** Records all programs; none has parameters. */
export async function recordAdmmPrograms(
  context: AdmmContext,
  layers: readonly SplitLayer[],
  output: 'forward' | 'signed-labels',
): Promise<AdmmPrograms> {
  const { backend: b } = context;
  const ones = startingOnes(context, output);
  const start = await b.record('dlADMM start', [], () => {
    recordStart(context, layers, ones);
    return recordAdmmReport(context, layers);
  });
  const restore = await b.record('dlADMM restore', [], () => recordAdmmReport(context, layers));
  const iteration = await b.record('dlADMM iteration', [], () => {
    for (const { weights, previousWeights } of layers)
      b.combine(previousWeights, [[null, weights]]);
    for (const { record } of iterationBlocks(context, layers)) record();
    return recordAdmmReport(context, layers);
  });
  const refresh = await b.record('dlADMM refresh', [], () => {
    recordPreActivations(context, layers);
    return [];
  });
  return { start, restore, iteration, refresh };
}
