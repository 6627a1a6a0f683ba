import type { IterationRecord } from '../../model/iterationRecord.ts';
import type { Pick } from '../charts/columns.ts';

/** How each figure of the layers is read; index l − 1 holds layer l. */
const READERS = {
  penalty: (record: IterationRecord) => record.split?.penalties,
  residual: (record: IterationRecord) => record.split?.residuals,
  theta: (record: IterationRecord) => (record.dlam ?? record.admm)?.theta,
  tau: (record: IterationRecord) => (record.dlam ?? record.admm)?.tau,
  weightStep: (record: IterationRecord) => record.weights.steps,
  zStep: (record: IterationRecord) => record.dlam?.zSteps,
  aStep: (record: IterationRecord) => record.dlam?.aSteps,
  distance: (record: IterationRecord) => record.weights.distances,
  violation: (record: IterationRecord) => record.dlam?.violations,
} as const;
export type LayerFigure = keyof typeof READERS;

const picks = new Map<string, Pick>();

/** Reads a figure of layer l; the same function for the same question, because it keys the cache of columns. */
export function layerPick(figure: LayerFigure, layer: number): Pick {
  return remembered(`${figure} ${layer}`, (record) => READERS[figure](record)?.[layer - 1] ?? null);
}

/** Present where the first step of the block ("W2", "a1") raised F. */
export function raisedPick(block: string): Pick {
  return remembered(block, (record) => (record.dlam?.raised.includes(block) ? 1 : null));
}

export const omegaPick: Pick = (record) =>
  // ω_0 = −1 acts on differences that are zero: Algorithm 1 starts at k = 1.
  record.dlam && record.iteration > 1 ? record.dlam.omega : null;

/** The blocks that can raise F, in the order of an iteration: W1, a1, W2, …, WL. */
export function blockNames(layers: number): readonly string[] {
  return Array.from({ length: 2 * layers - 1 }, (_, i) =>
    i % 2 === 0 ? `W${i / 2 + 1}` : `a${(i + 1) / 2}`,
  );
}

function remembered(key: string, pick: Pick): Pick {
  const known = picks.get(key);
  if (known) return known;
  picks.set(key, pick);
  return pick;
}
