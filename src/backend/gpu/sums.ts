import type { Kernel } from './kernel.ts';
import { kernels } from './kernels.ts';
import type { GpuBlock, GpuMatrix } from './matrices.ts';
import { overParts, type PartOf } from './overParts.ts';
import { type Grid, grid, quadCount, type Recording, shape } from './recording.ts';
import type { GpuScalar } from './scalars.ts';

/** Threads of a first stage, and so its partial results, at most. */
const MOST_THREADS = 16_384;
/** Partial results of a sum over all parts together, at most: one workgroup of the second stage sums them. */
const MOST_PARTIALS = 65_536;

/** Opcodes of shaders/reduce.wgsl. */
const TERMS = { absoluteSum: 0, absoluteSumChange: 1 } as const;
export type Reduction = keyof typeof TERMS;

/** Partial results in scratch: `count` for each sum of a pass, from `first` on. */
export interface Partials {
  readonly first: number;
  readonly count: number;
}

/**
 * Brings partial results into targets by shaders/control.wgsl; for one of them the largest counts instead of the sum.
 */
export function recordSecondStage(
  { recorder }: Recording,
  { first, count }: Partials,
  targets: readonly GpuScalar[],
  largest: GpuScalar | null = null,
): void {
  recorder.finish(
    targets.map((target, index) => ({
      target,
      first: first + count * index,
      count,
      isLargest: target === largest,
    })),
  );
}

/** The sum of partial results. */
export function recordSum(recording: Recording, partials: Partials, label: string): GpuScalar {
  const target = recording.recorder.fresh(label);
  recordSecondStage(recording, partials, [target]);
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
 * Records first stages over the parts of `matrix`, whose partial results follow each other in scratch. `work` says what a
 * part has for threads to share, `most` how many threads share it at most.
 */
export function recordFirstStages(
  recording: Recording,
  matrix: GpuMatrix,
  work: (block: GpuBlock) => number,
  record: (stage: FirstStage) => void,
  most = Math.min(MOST_THREADS, Math.ceil(MOST_PARTIALS / matrix.parts.length)),
): Partials {
  const threads = matrix.parts.map((block) => Math.min(most, work(block)));
  const total = threads.reduce((sum, count) => sum + count, 0);
  const start = recording.recorder.placeForPartials();
  let first = start;
  overParts(matrix, (part, index) => {
    const count = threads[index] as number;
    const parameters = { ...shape(part(matrix)), threads: count, first_partial: first };
    record({ part, parameters, grid: grid(recording, count), total });
    first += count;
  });
  return { first: start, count: total };
}

/** Σ |x| or Σ (|x + y| − |x|) by shaders/reduce.wgsl. */
export function recordReduction(
  recording: Recording,
  reduction: Reduction,
  x: GpuMatrix,
  y: GpuMatrix,
): GpuScalar {
  const partials = recordFirstStages(recording, x, quadCount, ({ part, parameters, grid }) => {
    const [xPart, yPart] = [part(x), part(y)];
    recording.recorder.dispatch({
      kernel: kernels.reduce,
      constants: { ...grid.constants, TERM: TERMS[reduction] },
      parameters: { ...parameters, x_stride: xPart.quadStride, y_stride: yPart.quadStride },
      buffers: { x: xPart.buffer, y: yPart.buffer, partials: 'scratch' },
      workgroups: grid.workgroups,
    });
  });
  return recordSum(recording, partials, reduction);
}

function recordRowSum(recording: Recording, kernel: Kernel, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  const rows = (block: GpuBlock): number => block.rows;
  const partials = recordFirstStages(recording, z, rows, ({ part, parameters, grid }) => {
    const [zPart, yPart] = [part(z), part(y)];
    recording.recorder.dispatch({
      kernel,
      ...grid,
      parameters: { ...parameters, z_stride: zPart.stride, y_stride: yPart.stride },
      buffers: { z: zPart.buffer, y: yPart.buffer, partials: 'scratch' },
    });
  });
  return recordSum(recording, partials, kernel.name);
}

/** Σ_i −log softmax(z_i)·y_i by shaders/cross_entropy.wgsl. */
export function recordCrossEntropy(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.crossEntropy, z, y);
}

/** Rows whose largest z is where y has its own, by shaders/count_correct.wgsl. */
export function recordCountCorrect(recording: Recording, z: GpuMatrix, y: GpuMatrix): GpuScalar {
  return recordRowSum(recording, kernels.countCorrect, z, y);
}
