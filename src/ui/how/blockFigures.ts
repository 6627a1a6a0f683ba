import type { AlternatingAlgorithm } from '../../model/algorithms.ts';
import type { DlamFigures, IterationRecord, SplitFigures } from '../../model/iterationRecord.ts';
import { Lemma1, type Precision, type RiseKind } from '../../theory/lemma1.ts';
import { formatNumber } from '../format.ts';
import { type Block, variableName } from './blocks.ts';

/** One number that an iteration left behind for a block. */
export interface BlockFigure {
  readonly name: string;
  readonly meaning: string;
  readonly value: number;
  readonly text: string;
}

/** What became of the first step of a block; null where there is no test, or no iteration yet. */
export type Outcome = 'kept' | 'taken-again' | 'raised-and-kept';

/** The iteration looked at, and the one before it; both are records of DLAM or mDLAM. */
export interface ShownIteration {
  readonly record: IterationRecord;
  /** null where the iteration before is not known. */
  readonly previous: IterationRecord | null;
}

const PHI_NOTE = 'what is left of the penalty after this block; nothing later changes it';

function figure(name: string, meaning: string, value: number | undefined): BlockFigure[] {
  return value === undefined ? [] : [{ name, meaning, value, text: formatNumber(value) }];
}

/**
 * The figures of one block, from the record of its iteration. Records hold the state at the end of an iteration; Ω_l, φ_l
 * and R are those right after W_l, z_l and z_L all the same, because no later block of the iteration changes them.
 */
export function figuresOf(block: Block, { record, previous }: ShownIteration): BlockFigure[] {
  const { dlam, split } = record;
  if (!dlam || !split || record.iteration === 0) return [];
  switch (block.kind) {
    case 'momentum':
      return [
        ...figure('ω_k', 'how far the points are extrapolated', dlam.omega),
        ...figure('ρ_k', 'weight of the penalties', dlam.rho),
        ...figure('ε_k', 'tolerance of |a − h(z)|', dlam.epsilon),
      ];
    case 'W':
      return weightFigures(block.layer, record, dlam, split);
    case 'z':
      return preActivationFigures(block.layer, dlam, split);
    case 'a':
      return activationFigures(block.layer, dlam);
    case 'objective':
      return objectiveFigures(record, previous, split);
  }
}

function weightFigures(
  layer: number,
  { weights }: IterationRecord,
  { theta }: DlamFigures,
  { penalties }: SplitFigures,
): BlockFigure[] {
  const at = layer - 1;
  const w = variableName('W', layer);
  return [
    ...figure(`θ${w.slice(1)}`, 'step size that condition (2) let through', theta[at]),
    ...figure(`‖${w}ᵏ⁺¹ − ${w}ᵏ‖`, 'how far the weights moved', weights.steps[at]),
    ...figure(`‖${w} − ${w}⁰‖ / ‖${w}⁰‖`, 'distance from the start', weights.distances[at]),
    ...figure(`Ω${w.slice(1)}`, 'the regulariser’s term after this block', penalties[at]),
  ];
}

function preActivationFigures(
  layer: number,
  { zSteps }: DlamFigures,
  { residuals, loss }: SplitFigures,
): BlockFigure[] {
  const at = layer - 1;
  const z = variableName('z', layer);
  return [
    ...figure(`‖${z}ᵏ⁺¹ − ${z}ᵏ‖`, 'how far the pre-activations moved', zSteps[at]),
    ...figure(`φ${z.slice(1)}`, PHI_NOTE, residuals[at]),
    ...(layer === zSteps.length
      ? figure('R', 'the loss at the new z, over all samples', loss)
      : []),
  ];
}

function activationFigures(layer: number, { tau, aSteps, violations }: DlamFigures): BlockFigure[] {
  const at = layer - 1;
  const a = variableName('a', layer);
  const beyond = `max |${a} − h(z${a.slice(1)})| beyond ε`;
  return [
    ...figure(`τ${a.slice(1)}`, 'step size that its condition let through', tau[at]),
    ...figure(`‖${a}ᵏ⁺¹ − ${a}ᵏ‖`, 'how far the activations moved', aSteps[at]),
    ...figure(beyond, '0 but for rounding', violations[at]),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function objectiveFigures(
  record: IterationRecord,
  previous: IterationRecord | null,
  { loss, penalties, residuals }: SplitFigures,
): BlockFigure[] {
  const change = previous ? record.objective - previous.objective : undefined;
  return [
    ...figure('F', 'the objective after this iteration', record.objective),
    ...figure('Fᵏ⁺¹ − Fᵏ', 'its change', change),
    ...figure('R', 'loss of z_L', loss),
    ...figure('Σ Ω', 'regulariser', sum(penalties)),
    ...figure('Σ φ', 'penalties', sum(residuals)),
  ];
}

/** Whether the first step of a block raised F, and what the algorithm did then. z is the exact minimiser and has no test. */
export function outcomeOf(
  block: Block,
  { dlam, iteration }: IterationRecord,
  algorithm: AlternatingAlgorithm,
): Outcome | null {
  if (!dlam || iteration === 0 || (block.kind !== 'W' && block.kind !== 'a')) return null;
  if (!dlam.raised.includes(`${block.kind}${block.layer}`)) return 'kept';
  return algorithm === 'mdlam' ? 'taken-again' : 'raised-and-kept';
}

/** Lengths of the moves of a block, for a drawing: all in the norm of the block. */
export interface Moves {
  /** ‖Wᵏ − Wᵏ⁻¹‖, the move of the iteration before: 0 in the first. */
  readonly before: number;
  /** ω_k times that: from Wᵏ to the extrapolated point. */
  readonly extrapolation: number;
  /** ‖Wᵏ⁺¹ − Wᵏ‖. */
  readonly step: number;
}

/** How a W- or a-block moved; null where that is not known or the block does not extrapolate. */
export function movesOf(block: Block, { record, previous }: ShownIteration): Moves | null {
  if (block.kind !== 'W' && block.kind !== 'a') return null;
  const at = block.layer - 1;
  const read = ({ weights, dlam }: IterationRecord) =>
    block.kind === 'W' ? weights.steps[at] : dlam?.aSteps[at];
  const step = read(record);
  const before = previous?.iteration === 0 ? 0 : previous && read(previous);
  const { dlam } = record;
  if (step === undefined || before === undefined || before === null || !dlam) return null;
  // A smaller ε first clamps a in place, and then the move of the iteration before is another.
  if (block.kind === 'a' && dlam.epsilon !== previous?.dlam?.epsilon) return null;
  return { before, extrapolation: dlam.omega * before, step };
}

const RISES: Readonly<Record<RiseKind, string>> = {
  violation: 'F rose by more than rounding, which Lemma 1 excludes: see Theory.',
  'shrinking-epsilon':
    'F rose: ε or ρ changed, and with it the problem. Lemma 1 is about fixed ones.',
  'dlam-rise': 'F rose: DLAM keeps steps that raise it.',
};

/** What the change of F means; rounding counts as in the Theory tab. */
export function changeOfF(
  { record, previous }: ShownIteration,
  algorithm: AlternatingAlgorithm,
  precision: Precision,
): string {
  if (!previous) return '';
  const lemma1 = new Lemma1(algorithm, precision);
  lemma1.read(previous);
  lemma1.read(record);
  const [rise] = lemma1.rises;
  if (rise) return RISES[rise.kind];
  return record.objective < previous.objective
    ? 'F fell.'
    : 'F stayed where it was, up to rounding.';
}
