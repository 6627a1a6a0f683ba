import { type Algorithm, isAlternating, isGradient } from '../../model/algorithms.ts';
import type { HelpText } from '../helpText.ts';
import type { LabRun } from '../store/labState.ts';

/** What the methods minimise; figures of two kinds never share an axis. */
export const OBJECTIVE_KINDS = ['F', 'J', 'L'] as const;
export type ObjectiveKind = (typeof OBJECTIVE_KINDS)[number];

interface ObjectiveWords {
  readonly title: string;
  readonly unit: string;
  readonly help: HelpText;
  readonly empty: string;
}

export const OBJECTIVES: Readonly<Record<ObjectiveKind, ObjectiveWords>> = {
  F: {
    title: 'Objective F',
    unit: 'F of Problem 2 (sum over training samples)',
    help: {
      text: 'What DLAM and mDLAM minimise over W, z and a; other methods have no such F.',
      formula: String.raw`F = R(z_L; y) + \sum_{l=1}^{L}\Omega_l(W_l) + \sum_{l=1}^{L}\phi_l,\quad\allowbreak {\phi_l = \tfrac{\rho}{2}\lVert z_l - W_l a_{l-1} - b_l\rVert_2^2}`,
      source: 'mDLAM Problem 2',
    },
    empty: 'F of Problem 2 after every iteration. While ε stays the same, mDLAM never raises it.',
  },
  J: {
    title: 'Objective J',
    unit: 'J, the regularised training loss (sum over samples)',
    help: {
      text: 'The regularised training loss, which gradient methods minimise over W alone; with mini-batches as seen along the pass.',
      formula: String.raw`{J = R(\hat z_L; y) + \sum_{l=1}^{L}\Omega_l(W_l)},\quad\allowbreak {\hat z_l = W_l\, h(\hat z_{l-1}) + b_l}`,
      source: 'mDLAM Problem 1, with z and a by a forward pass',
    },
    empty: 'J, the regularised training loss of the gradient methods, after every iteration.',
  },
  L: {
    title: 'Objective L',
    unit: 'L, dlADMM’s augmented Lagrangian (sum over samples)',
    help: {
      text: 'dlADMM’s augmented Lagrangian: the terms of F with its own ν and ρ, and a dual term ⟨u, r⟩ that may be negative.',
      formula: String.raw`L_\rho = R(z_L; y) + \sum_{l=1}^{L}\Omega_l(W_l) + {\tfrac{\nu}{2}\sum_{l=1}^{L-1}\lVert z_l - W_l a_{l-1} - b_l\rVert_2^2} + {\tfrac{\nu}{2}\sum_{l=1}^{L-1}\lVert a_l - h(z_l)\rVert_2^2} + \langle u, r\rangle + \tfrac{\rho}{2}\lVert r\rVert_2^2,\quad\allowbreak {r = z_L - W_L a_{L-1} - b_L}`,
      source: 'Wang et al. 2019, Algorithm 1',
    },
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
