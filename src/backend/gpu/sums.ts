import type { ActivationName } from '../../optimiser/backend.ts';
import type { Kernel } from './kernel.ts';
import { kernels } from './kernels.ts';
import type { GpuMatrix } from './matrices.ts';
import type { Constants } from './pipelines.ts';
import {
  activationConstants,
  type Grid,
  grid,
  quadCount,
  type Recording,
  shape,
} from './recording.ts';
import type { GpuScalar } from './scalars.ts';

/** Threads of a first stage, and so partial sums for the second, at most. */
const MOST_PARTIALS = 16_384;
/** Sums that one second stage brings together, see shaders/sum_partials.wgsl. */
const MOST_TARGETS = 8;

/** Opcodes of shaders/reduce.wgsl. */
const TERMS = { absoluteSum: 0, absoluteSumChange: 1, largestMagnitude: 2 } as const;
export type Reduction = keyof typeof TERMS;

/** Brings the partial results in scratch, `count` for each target, into the targets by shaders/sum_partials.wgsl. */
export function recordSecondStage(
  { recorder }: Recording,
  count: number,
  targets: readonly GpuScalar[],
  constants: Constants = {},
): void {
  const [first] = targets;
  const slots = Array.from({ length: MOST_TARGETS }, (_, index) => [
    `target_${index}`,
    targets[index] ?? (first as GpuScalar),
  ]);
  recorder.needScratch(count * targets.length);
  recorder.dispatch({
    kernel: kernels.sumPartials,
    constants,
    parameters: { count, ...Object.fromEntries(slots) },
    buffers: { partials: 'scratch' },
    workgroups: [targets.length, 1, 1],
  });
}

function recordSum(
  recording: Recording,
  count: number,
  label: string,
  constants?: Constants,
): GpuScalar {
  const target = recording.recorder.fresh(label);
  recordSecondStage(recording, count, [target], constants);
  return target;
}

/** A first stage over one part of the matrices. */
export interface FirstStage {
  readonly part: (matrix: GpuMatrix) => GpuMatrix;
  /** What tells the kernel and the dispatch how many threads there are, and where their partial results go. */
  readonly parameters: Readonly<Record<'rows' | 'columns' | 'threads' | 'first_partial', number>>;
  readonly grid: Grid;
  /** Partial results of all parts. */
  readonly total: number;
}

export function recordFirstStages(
  recording: Recording,
  matrix: GpuMatrix,
  most: number,
  record: (stage: FirstStage) => void,
): number {
  const threads = Math.min(most, quadCount(matrix));
  record({
    part: (m) => m,
    parameters: { ...shape(matrix), threads, first_partial: 0 },
    grid: grid(recording, threads),
    total: threads,
  });
  return threads;
}

/** Σ |x|, Σ (|x + y| − |x|) or max |x| by shaders/reduce.wgsl. */
export function recordReduction(
  recording: Recording,
  reduction: Reduction,
  x: GpuMatrix,
  y: GpuMatrix,
): GpuScalar {
  const threads = Math.min(MOST_PARTIALS, quadCount(x));
  const { workgroups, constants } = grid(recording, threads);
  recording.recorder.dispatch({
    kernel: kernels.reduce,
    constants: { ...constants, TERM: TERMS[reduction] },
    parameters: {
      rows: x.rows,
      columns: x.columns,
      x_stride: x.quadStride,
      y_stride: y.quadStride,
      threads,
    },
    buffers: { x: x.buffer, y: y.buffer, partials: 'scratch' },
    workgroups,
  });
  const largest = reduction === 'largestMagnitude';
  return recordSum(recording, threads, reduction, { LARGEST: Number(largest) });
}

/** a ← clamp(a, inf h − ε, sup h + ε) and the moved distance, by shaders/clamp_to_range.wgsl. */
export function recordClampToRange(
  recording: Recording,
  a: GpuMatrix,
  epsilon: GpuScalar,
  h: ActivationName,
): GpuScalar {
  const threads = Math.min(MOST_PARTIALS, quadCount(a));
  const { workgroups, constants } = grid(recording, threads);
  recording.recorder.dispatch({
    kernel: kernels.clampToRange,
    constants: { ...constants, ...activationConstants(h) },
    parameters: { rows: a.rows, columns: a.columns, a_stride: a.quadStride, epsilon, threads },
    buffers: { a: a.buffer, partials: 'scratch' },
    workgroups,
  });
  return recordSum(recording, threads, 'moved distance');
}

function recordRowSum(recording: Recording, kernel: Kernel, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  const threads = Math.min(MOST_PARTIALS, z.rows);
  recording.recorder.dispatch({
    kernel,
    ...grid(recording, threads),
    parameters: {
      rows: z.rows,
      columns: z.columns,
      z_stride: z.stride,
      y_stride: y.stride,
      threads,
    },
    buffers: { z: z.buffer, y: y.buffer, partials: 'scratch' },
  });
  return recordSum(recording, threads, kernel.name);
}

/** Σ_i −log softmax(z_i)·y_i by shaders/cross_entropy.wgsl. */
export function recordCrossEntropy(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.crossEntropy, z, y);
}

/** Rows whose largest z is where y has its own, by shaders/count_correct.wgsl. */
export function recordCountCorrect(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.countCorrect, z, y);
}
