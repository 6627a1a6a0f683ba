/** What comes between the kernels of matrices: sums of partial results, scalar arithmetic, branches. */
import { kernels } from './kernels.ts';
import { isByQuads, type ProductChoice } from './productPlan.ts';
import type { Dispatch } from './recorder.ts';
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

/**
 * Threads of a step's workgroup. Many sums share them, so that a GPU has use for many; where subgroups are four threads wide
 * every four of them cost a turn at each barrier (decision 0029).
 */
export function controlThreads({ kind }: ProductChoice): number {
  return isByQuads(kind) ? 64 : 256;
}

/** Words of a row of the table. */
const ROW_WORDS = 4;

/** The step's rows, as the shader reads them. */
export function controlRows({ sums, instructions }: ControlStep): number[] {
  return [
    ...sums.flatMap(({ target, first, count, isLargest }) => [
      target.slot,
      first,
      count,
      Number(isLargest),
    ]),
    ...instructions.flatMap(({ operation, target, x, y }) => [
      SCALAR_OPERATIONS.indexOf(operation),
      target.slot,
      x.slot,
      y.slot,
    ]),
  ];
}

/** What a step needs beside its own. */
export interface ControlPlaces {
  readonly threads: number;
  /** The branch it is in; null outside of all. */
  readonly branch: Branch | null;
  /** Words of the table before its own. */
  readonly tableWords: number;
  /** Where the branch that it opens has its numbers, and how many; any where it opens none. */
  readonly firstCount: number;
  readonly counts: number;
}

/** The step as a dispatch; `unread` stands for a flag that it has no use for. */
export function controlDispatch(
  { sums, instructions, opens }: ControlStep,
  { threads, branch, tableWords, firstCount, counts }: ControlPlaces,
  unread: GpuScalar,
): Dispatch {
  return {
    kernel: kernels.control,
    constants: { THREADS: threads },
    parameters: {
      first_row: tableWords / ROW_WORDS,
      sums: sums.length,
      threads: Math.floor(threads / Math.max(1, sums.length)),
      instructions: instructions.length,
      flag: opens?.flag ?? unread,
      first_count: firstCount,
      counts,
    },
    buffers: {
      partials: 'scratch',
      table: 'control-table',
      workgroup_counts: 'workgroup-counts',
      indirect: indirectBuffer(1 + (branch?.depth ?? 0)),
    },
    workgroups: [1, 1, 1],
  };
}
