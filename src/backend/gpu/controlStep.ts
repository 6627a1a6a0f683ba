/** What comes between the kernels of matrices: sums of partial results, scalar arithmetic, branches. */
import type { GpuScalar } from './scalars.ts';

/** Opcodes of shaders/control.wgsl, by their order there. */
export const SCALAR_OPERATIONS = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'minimum',
  'maximum',
  'squareRoot',
  'greater',
  'atLeast',
  'and',
  'not',
  'raiseByDoubling',
  'assign',
] as const;
export type ScalarOperation = (typeof SCALAR_OPERATIONS)[number];

export interface Instruction {
  readonly operation: ScalarOperation;
  readonly target: GpuScalar;
  readonly x: GpuScalar;
  readonly y: GpuScalar;
}

/** Sums that wait for more at most: the more there are of a step, the fewer threads share one. */
export const MOST_WAITING = 8;

/** Partial results in scratch, and where their sum goes, or the largest of them. */
export interface PartialSum {
  readonly target: GpuScalar;
  readonly first: number;
  readonly count: number;
  readonly isLargest: boolean;
}

/** A recorded branch. */
export interface Branch {
  readonly flag: GpuScalar;
  /** 1 for one in no other. */
  readonly depth: number;
  /** How many dispatches it has itself, without those of branches within. */
  dispatchCount: number;
}

/** One dispatch of shaders/control.wgsl: sums, then instructions, then the opening of a branch. */
export interface ControlStep {
  readonly sums: readonly PartialSum[];
  readonly instructions: Instruction[];
  opens: Branch | null;
}

export type IndirectBuffer = 'odd_indirect' | 'even_indirect';

/**
 * Where the dispatches of a branch find their workgroups. A step within a branch may open one in it, and cannot write to
 * the buffer that it is itself dispatched from: so there are two, in turns.
 */
export function indirectBuffer(depth: number): IndirectBuffer {
  return depth % 2 === 1 ? 'odd_indirect' : 'even_indirect';
}
