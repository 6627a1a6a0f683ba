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
/** Partial results of all parts together, at most: one workgroup of the second stage sums them. */
const MOST_PARTIALS = 65_536;

/** Opcodes of shaders/reduce.wgsl. */
const TERMS = { dot: 0, absoluteSum: 1, absoluteSumChange: 2, largestMagnitude: 3 } as const;
export type Reduction = keyof typeof TERMS;

/** Brings the partial results in scratch into a fresh scalar by shaders/sum_partials.wgsl. */
function recordSecondStage(
  { recorder }: Recording,
  count: number,
  label: string,
  constants: Constants = {},
): GpuScalar {
  const target = recorder.fresh(label);
  recorder.needScratch(count);
  recorder.dispatch({
    kernel: kernels.sumPartials,
    constants,
    parameters: { count, target_slot: target },
    buffers: { partials: 'scratch' },
    workgroups: [1, 1, 1],
  });
  return target;
}

/** A first stage over one part of the matrices. */
interface FirstStage {
  readonly part: PartOf;
  /** What tells the kernel and the dispatch how many threads there are, and where their partial results go. */
  readonly parameters: Readonly<Record<'rows' | 'columns' | 'threads' | 'first_partial', number>>;
  readonly grid: Grid;
}

/**
 * Records first stages over the parts of `matrix`, whose partial results follow each other in scratch; how many there
 * are in all. `work` says what a part has for threads to share.
 */
function recordFirstStages(
  recording: Recording,
  matrix: GpuMatrix,
  work: (block: GpuBlock) => number,
  record: (stage: FirstStage) => void,
): number {
  const most = Math.min(MOST_THREADS, Math.ceil(MOST_PARTIALS / matrix.parts.length));
  let count = 0;
  overParts(matrix, (part) => {
    const block = part(matrix);
    const threads = Math.min(most, work(block));
    const parameters = { ...shape(block), threads, first_partial: count };
    record({ part, parameters, grid: grid(recording, threads) });
    count += threads;
  });
  return count;
}

/** Σ x∘y, Σ |x|, Σ (|x + y| − |x|) or max |x| by shaders/reduce.wgsl. */
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
  return recordSecondStage(recording, count, reduction, { LARGEST: Number(largest) });
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
  return recordSecondStage(recording, count, 'moved distance');
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
  return recordSecondStage(recording, count, kernel.name);
}

/** Σ_i −log softmax(z_i)·y_i by shaders/cross_entropy.wgsl. */
export function recordCrossEntropy(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.crossEntropy, z, y);
}

/** Rows whose largest z is where y has its own, by shaders/count_correct.wgsl. */
export function recordCountCorrect(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.countCorrect, z, y);
}
