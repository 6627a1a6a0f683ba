import type { ActivationName } from '../../optimiser/backend.ts';
import type { Kernel } from './kernel.ts';
import { kernels } from './kernels.ts';
import type { GpuMatrix } from './matrices.ts';
import type { Constants } from './pipelines.ts';
import { activationConstants, grid, quadCount, type Recording } from './recording.ts';
import type { GpuScalar } from './scalars.ts';

/** Threads of a first stage, and so partial sums for the second, at most. */
const MOST_PARTIALS = 16_384;

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

/** Σ x∘y, Σ |x|, Σ (|x + y| − |x|) or max |x| by shaders/reduce.wgsl. */
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
  return recordSecondStage(recording, threads, reduction, { LARGEST: Number(largest) });
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
  return recordSecondStage(recording, threads, 'moved distance');
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
  return recordSecondStage(recording, threads, kernel.name);
}

/** Σ_i −log softmax(z_i)·y_i by shaders/cross_entropy.wgsl. */
export function recordCrossEntropy(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.crossEntropy, z, y);
}

/** Rows whose largest z is where y has its own, by shaders/count_correct.wgsl. */
export function recordCountCorrect(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.countCorrect, z, y);
}
