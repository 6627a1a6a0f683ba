/** What the recording of an operation needs around it, and the shapes of dispatches. */

import { ACTIVATIONS, LEAKY_SLOPE, RIM_MARGIN } from '../../model/activation.ts';
import type { ActivationName } from '../../optimiser/backend.ts';
import type { GpuMatrix } from './matrices.ts';
import type { Constants } from './pipelines.ts';
import type { Recorder, Workgroups } from './recorder.ts';
import type { GpuScalar, ScalarStore } from './scalars.ts';

export interface Recording {
  readonly recorder: Recorder;
  readonly scalars: ScalarStore;
  /** Workgroups along x before a one-dimensional grid folds into y. */
  readonly fold: number;
}

/** Threads of a workgroup in every kernel that walks a grid. */
export const WORKGROUP_SIZE = 64;

/** Workgroups for so many threads, and the constant that tells the kernel how they are folded. */
export function grid(
  { fold }: Recording,
  threads: number,
): { readonly workgroups: Workgroups; readonly constants: Constants } {
  const count = Math.ceil(threads / WORKGROUP_SIZE);
  const workgroups = [Math.min(count, fold), Math.ceil(count / fold), 1] as const;
  return { workgroups, constants: { FOLD: fold } };
}

/** Groups of four columns that a matrix has. */
export function quadCount(matrix: GpuMatrix): number {
  return matrix.rows * Math.ceil(matrix.columns / 4);
}

/** The constants of shaders/lib/activation.wgsl. */
export function activationConstants(h: ActivationName): Constants {
  return { ACTIVATION: ACTIVATIONS.indexOf(h), LEAKY_SLOPE, RIM_MARGIN };
}

/** The scalar, or the constant 1 where there is none. */
export function orOne({ scalars }: Recording, scalar: GpuScalar | null): GpuScalar {
  return scalar ?? scalars.constant(1);
}
