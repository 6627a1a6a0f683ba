import { kernels } from './kernels.ts';
import type { GpuMatrix } from './matrices.ts';
import { grid, orOne, quadCount, type Recording, WORKGROUP_SIZE } from './recording.ts';
import type { GpuScalar } from './scalars.ts';

/** Rows and columns of C that one thread computes. */
const TILE = 8;
/** A product with fewer threads than this is split along its inner dimension. */
const WANTED_THREADS = 4096;
/** No slice is shorter than this. */
const SHORTEST_SLICE = 128;
const MOST_SLICES = 64;

export interface ProductOperands {
  readonly out: GpuMatrix;
  readonly a: GpuMatrix;
  readonly b: GpuMatrix;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly scale: GpuScalar | null;
}

/** The smallest power of two ≥ count. */
function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/** Threads of a workgroup along C's columns: a square of 8×8, or narrower where C is. */
function columnThreads(tileRows: number, tileColumns: number): number {
  const square = Math.sqrt(WORKGROUP_SIZE);
  if (tileColumns < square) return powerOfTwo(tileColumns);
  return WORKGROUP_SIZE / Math.min(square, powerOfTwo(tileRows));
}

/** Inner elements of a slice (a multiple of four) and how many slices there are. */
export function splitInner(
  threads: number,
  inner: number,
): { readonly length: number; readonly count: number } {
  const wanted = Math.min(WANTED_THREADS / threads, inner / SHORTEST_SLICE, MOST_SLICES);
  const length = 4 * Math.ceil(inner / Math.max(1, Math.floor(wanted)) / 4);
  return { length, count: Math.ceil(inner / length) };
}

/** out = scale·op(A)·op(B) by shaders/matmul.wgsl; slices of a split product go to scratch and are summed after. */
export function recordProduct(recording: Recording, operands: ProductOperands): void {
  const { recorder, scalars } = recording;
  const { out, a, b, transposeA, transposeB } = operands;
  const inner = transposeA ? a.rows : a.columns;
  const tileRows = Math.ceil(out.rows / TILE);
  const tileColumns = Math.ceil(out.columns / TILE);
  const across = columnThreads(tileRows, tileColumns);
  const slices = splitInner(tileRows * tileColumns, inner);
  const split = slices.count > 1;
  const sliceQuads = Math.ceil(out.columns / 4);
  const scale = orOne(recording, operands.scale);
  recorder.dispatch({
    kernel: kernels.matmul,
    constants: { TRANSPOSE_A: Number(transposeA), TRANSPOSE_B: Number(transposeB) },
    parameters: {
      rows: out.rows,
      columns: out.columns,
      inner,
      slice: slices.length,
      a_stride: a.quadStride,
      b_stride: b.quadStride,
      out_stride: split ? sliceQuads : out.quadStride,
      scale: split ? scalars.constant(1) : scale,
      column_threads: across,
    },
    buffers: { a: a.buffer, b: b.buffer, out: split ? 'scratch' : out.buffer },
    workgroups: [
      Math.ceil(tileColumns / across),
      Math.ceil(tileRows / (WORKGROUP_SIZE / across)),
      slices.count,
    ],
  });
  if (!split) return;
  recorder.needScratch(4 * slices.count * out.rows * sliceQuads);
  recorder.dispatch({
    kernel: kernels.sumSlices,
    ...grid(recording, quadCount(out)),
    parameters: {
      rows: out.rows,
      columns: out.columns,
      slices: slices.count,
      out_stride: out.quadStride,
      slice_stride: sliceQuads,
      scale,
    },
    buffers: { partials: 'scratch', out: out.buffer },
  });
}
