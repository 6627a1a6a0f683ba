/** A control step as a dispatch of shaders/control.wgsl. */
import { type Branch, type ControlStep, indirectBuffer, SCALAR_OPERATIONS } from './controlStep.ts';
import { kernels } from './kernels.ts';
import { isByQuads, type ProductChoice } from './productPlan.ts';
import type { Dispatch } from './recorder.ts';
import type { GpuScalar } from './scalars.ts';

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
