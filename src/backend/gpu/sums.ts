import type { ActivationName } from '../../optimiser/backend.ts';
import type { Kernel } from './kernel.ts';
import { kernels } from './kernels.ts';
import type { GpuBlock, GpuMatrix } from './matrices.ts';
import { overParts, type PartOf } from './overParts.ts';
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

/** Threads of a first stage, and so its partial results, at most. */
const MOST_THREADS = 16_384;
/** Partial results of a sum over all parts together, at most: one workgroup of the second stage sums them. */
const MOST_PARTIALS = 65_536;
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
  readonly part: PartOf;
  /** What tells the kernel and the dispatch how many threads there are, and where their partial results go. */
  readonly parameters: Readonly<Record<'rows' | 'columns' | 'threads' | 'first_partial', number>>;
  readonly grid: Grid;
  /** Partial results of all parts. */
  readonly total: number;
}

/**
 * Records first stages over the parts of `matrix`, whose partial results follow each other in scratch; how many there
 * are in all. `work` says what a part has for threads to share, `most` how many threads share it at most.
 */
export function recordFirstStages(
  recording: Recording,
  matrix: GpuMatrix,
  work: (block: GpuBlock) => number,
  record: (stage: FirstStage) => void,
  most = Math.min(MOST_THREADS, Math.ceil(MOST_PARTIALS / matrix.parts.length)),
): number {
  const threads = matrix.parts.map((block) => Math.min(most, work(block)));
  const total = threads.reduce((sum, count) => sum + count, 0);
  let first = 0;
  overParts(matrix, (part, index) => {
    const count = threads[index] as number;
    const parameters = { ...shape(part(matrix)), threads: count, first_partial: first };
    record({ part, parameters, grid: grid(recording, count), total });
    first += count;
  });
  return total;
}

/** Σ |x|, Σ (|x + y| − |x|) or max |x| by shaders/reduce.wgsl. */
export function recordReduction(
  recording: Recording,
  reduction: Reduction,
  x: GpuMatrix,
  y: GpuMatrix,
): GpuScalar {
  const count = recordFirstStages(recording, x, quadCount, ({ part, parameters, grid }) => {
    const [xPart, yPart] = [part(x), part(y)];
    recording.recorder.dispatch({
      kernel: kernels.reduce,
      constants: { ...grid.constants, TERM: TERMS[reduction] },
      parameters: { ...parameters, x_stride: xPart.quadStride, y_stride: yPart.quadStride },
      buffers: { x: xPart.buffer, y: yPart.buffer, partials: 'scratch' },
      workgroups: grid.workgroups,
    });
  });
  const largest = reduction === 'largestMagnitude';
  return recordSum(recording, count, reduction, { LARGEST: Number(largest) });
}

/** a ← clamp(a, inf h − ε, sup h + ε) and the moved distance, by shaders/clamp_to_range.wgsl. */
export function recordClampToRange(
  recording: Recording,
  a: GpuMatrix,
  epsilon: GpuScalar,
  h: ActivationName,
): GpuScalar {
  const count = recordFirstStages(recording, a, quadCount, ({ part, parameters, grid }) => {
    const { quadStride, buffer } = part(a);
    recording.recorder.dispatch({
      kernel: kernels.clampToRange,
      constants: { ...grid.constants, ...activationConstants(h) },
      parameters: { ...parameters, a_stride: quadStride, epsilon },
      buffers: { a: buffer, partials: 'scratch' },
      workgroups: grid.workgroups,
    });
  });
  return recordSum(recording, count, 'moved distance');
}

function recordRowSum(recording: Recording, kernel: Kernel, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  const rows = (block: GpuBlock): number => block.rows;
  const count = recordFirstStages(recording, z, rows, ({ part, parameters, grid }) => {
    const [zPart, yPart] = [part(z), part(y)];
    recording.recorder.dispatch({
      kernel,
      ...grid,
      parameters: { ...parameters, z_stride: zPart.stride, y_stride: yPart.stride },
      buffers: { z: zPart.buffer, y: yPart.buffer, partials: 'scratch' },
    });
  });
  return recordSum(recording, count, kernel.name);
}

/** Σ_i −log softmax(z_i)·y_i by shaders/cross_entropy.wgsl. */
export function recordCrossEntropy(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.crossEntropy, z, y);
}

/** Rows whose largest z is where y has its own, by shaders/count_correct.wgsl. */
export function recordCountCorrect(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.countCorrect, z, y);
}
