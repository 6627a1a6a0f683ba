/** What the recording of an operation needs around it, and the shapes of dispatches. */

import { ACTIVATIONS, LEAKY_SLOPE, RIM_MARGIN } from '../../model/activation.ts';
import type { ActivationName } from '../../optimiser/backend.ts';
import type { GpuBlock } from './matrices.ts';
import type { Constants } from './pipelines.ts';
import type { ProductChoice } from './productPlan.ts';
import type { Recorder, Workgroups } from './recorder.ts';
import type { GpuScalar, ScalarStore } from './scalars.ts';

export interface Recording {
  readonly recorder: Recorder;
  readonly scalars: ScalarStore;
  /** Workgroups along x before a one-dimensional grid folds into y. */
  readonly fold: number;
  readonly products: ProductChoice;
}

/** Threads of a workgroup in every kernel that walks a grid. */
export const WORKGROUP_SIZE = 64;

export interface Grid {
  readonly workgroups: Workgroups;
  /** Tells the kernel how the workgroups are folded. */
  readonly constants: Constants;
}

/** So many workgroups. */
export function workgroupGrid({ fold }: Recording, count: number): Grid {
  const workgroups = [Math.min(count, fold), Math.ceil(count / fold), 1] as const;
  return { workgroups, constants: { FOLD: fold } };
}

/** Workgroups for so many threads. */
export function grid(recording: Recording, threads: number): Grid {
  return workgroupGrid(recording, Math.ceil(threads / WORKGROUP_SIZE));
}

/** Groups of four columns that a matrix has. */
export function quadCount(matrix: GpuBlock): number {
  return matrix.rows * Math.ceil(matrix.columns / 4);
}

/** Tells shaders/lib/quads.wgsl where no row ends within a quad. */
export function quadConstants({ columns }: GpuBlock): Constants {
  return { FULL_QUADS: Number(columns % 4 === 0) };
}

/** The parameters that say how far a kernel goes. */
export function shape({ rows, columns }: GpuBlock): {
  readonly rows: number;
  readonly columns: number;
} {
  return { rows, columns };
}

/** The constants of shaders/lib/activation.wgsl. */
export function activationConstants(h: ActivationName): Constants {
  return { ACTIVATION: ACTIVATIONS.indexOf(h), LEAKY_SLOPE, RIM_MARGIN };
}

/** The scalar, or the constant 1 where there is none. */
export function orOne({ scalars }: Recording, scalar: GpuScalar | null): GpuScalar {
  return scalar ?? scalars.constant(1);
}
