import { type Algorithm, isAlternating, isGradient } from '../../model/algorithms.ts';
import type { LabRun } from '../store/labState.ts';

/** What the methods minimise; figures of two kinds never share an axis. */
export const OBJECTIVE_KINDS = ['F', 'J', 'L'] as const;
export type ObjectiveKind = (typeof OBJECTIVE_KINDS)[number];

interface ObjectiveWords {
  readonly title: string;
  readonly unit: string;
  readonly help: string;
  readonly empty: string;
}

export const OBJECTIVES: Readonly<Record<ObjectiveKind, ObjectiveWords>> = {
  F: {
    title: 'Objective F',
    unit: 'F of Problem 2 (sum over training samples)',
    help: 'F = R(z_L; y) + Σ Ω_l(W_l) + Σ φ_l of Problem 2, which DLAM and mDLAM minimise over W, z and a. Other methods have no such F.',
    empty: 'F of Problem 2 after every iteration. While ε stays the same, mDLAM never raises it.',
  },
  J: {
    title: 'Objective J',
    unit: 'J, the regularised training loss (sum over samples)',
    help: 'J = R(forward pass) + Σ Ω_l(W_l), which the gradient methods minimise over W alone; with mini-batches as seen along the pass.',
    empty: 'J, the regularised training loss of the gradient methods, after every iteration.',
  },
  L: {
    title: 'Objective L',
    unit: 'L, dlADMM’s augmented Lagrangian (sum over samples)',
    help: 'L is dlADMM’s augmented Lagrangian: the terms of F with its own ν and ρ, the penalty on a_l − h(z_l), and a dual term that may be negative.',
    empty: 'L, dlADMM’s augmented Lagrangian, after every iteration. It may rise at first.',
  },
};

export function objectiveKind(algorithm: Algorithm): ObjectiveKind {
  if (isAlternating(algorithm)) return 'F';
  return isGradient(algorithm) ? 'J' : 'L';
}

/** The kinds that the runs have, in the order of the choice. */
export function objectiveKinds(runs: readonly LabRun[]): readonly ObjectiveKind[] {
  const present = new Set(runs.map(({ summary }) => objectiveKind(summary.algorithm)));
  return OBJECTIVE_KINDS.filter((kind) => present.has(kind));
}

/** The kind asked for where a run has it, else the first there is. */
export function shownKind(runs: readonly LabRun[], wanted: ObjectiveKind): ObjectiveKind {
  const kinds = objectiveKinds(runs);
  return kinds.includes(wanted) ? wanted : (kinds[0] ?? wanted);
}
