import { OutOfMemoryError } from '../../model/errors.ts';
import type { Matrix } from '../../optimiser/backend.ts';
import type { GpuContext } from './device.ts';

/** Bytes that one upload or download moves at a time. */
const CHUNK_BYTES = 16 * 1024 * 1024;

/**
 * A matrix in a storage buffer, row-major. The rows lie `stride` floats apart, the columns rounded up to a
 * multiple of four so that kernels read vec4f. What a row holds beyond `columns` — zeros, or in a view the
 * parent's further columns — no kernel writes and none lets into a result.
 */
export class GpuMatrix implements Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly label: string;
  readonly buffer: GPUBuffer;
  readonly stride: number;
  readonly isView: boolean;

  constructor(
    shape: { readonly rows: number; readonly columns: number; readonly label: string },
    storage: { readonly buffer: GPUBuffer; readonly stride: number; readonly isView: boolean },
  ) {
    this.rows = shape.rows;
    this.columns = shape.columns;
    this.label = shape.label;
    this.buffer = storage.buffer;
    this.stride = storage.stride;
    this.isView = storage.isView;
  }

  /** Distance of two rows in quads, as kernels count it. */
  get quadStride(): number {
    return this.stride / 4;
  }
}

/** This backend's own handle, or an error that names the stranger. */
export function ownMatrix(matrix: Matrix): GpuMatrix {
  if (matrix instanceof GpuMatrix) return matrix;
  throw new TypeError(`The matrix "${matrix.label}" is not from this GPU backend`);
}

/** A zero matrix; an OutOfMemoryError where one buffer cannot hold it. */
export function createMatrix(
  context: GpuContext,
  rows: number,
  columns: number,
  label: string,
): GpuMatrix {
  const stride = 4 * Math.ceil(columns / 4);
  const size = 4 * rows * stride;
  const { maxStorageBufferBindingSize, maxBufferSize } = context.device.limits;
  const limit = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  if (size > limit) {
    const [needed, allowed] = [size, limit].map((bytes) => `${Math.ceil(bytes / 2 ** 20)} MiB`);
    throw new OutOfMemoryError(
      label,
      `${label} (${rows}×${columns}) needs ${needed}, and this GPU allows ${allowed} for one matrix. Use fewer samples or narrower layers.`,
    );
  }
  const buffer = context.device.createBuffer({
    label,
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
  });
  return new GpuMatrix({ rows, columns, label }, { buffer, stride, isView: false });
}

/** The leading columns of a matrix in the same buffer. */
export function viewOf(parent: GpuMatrix, columns: number): GpuMatrix {
  const { rows, buffer, stride } = parent;
  const label = columns === parent.columns ? parent.label : `${parent.label} [0…${columns})`;
  return new GpuMatrix({ rows, columns, label }, { buffer, stride, isView: true });
}

/** Values of some rows, one after the other, as the buffer holds them: every row padded with zeros. */
function packRows(
  matrix: GpuMatrix,
  values: ArrayLike<number>,
  first: number,
  count: number,
): Float32Array<ArrayBuffer> {
  const { columns, stride } = matrix;
  const packed = new Float32Array(count * stride);
  for (let row = 0; row < count; row++) {
    const from = (first + row) * columns;
    for (let column = 0; column < columns; column++)
      packed[row * stride + column] = values[from + column] as number;
  }
  return packed;
}

/** Uploads a matrix in chunks; a view row by row, since its parent's further columns stay. */
export function writeMatrix(
  context: GpuContext,
  matrix: GpuMatrix,
  values: ArrayLike<number>,
): void {
  const { rows, columns, stride, isView, buffer } = matrix;
  const rowsPerChunk = isView ? 1 : Math.max(1, Math.floor(CHUNK_BYTES / (4 * stride)));
  for (let first = 0; first < rows; first += rowsPerChunk) {
    const count = Math.min(rowsPerChunk, rows - first);
    const packed = packRows(matrix, values, first, count);
    const length = isView ? columns : packed.length;
    context.device.queue.writeBuffer(buffer, 4 * first * stride, packed, 0, length);
  }
}

/** The floats of part of a buffer; waits for everything submitted before. */
export async function readFloats(
  context: GpuContext,
  buffer: GPUBuffer,
  offset: number,
  bytes: number,
): Promise<Float32Array> {
  const { device, loss } = context;
  const staging = device.createBuffer({
    label: `read ${buffer.label}`,
    size: bytes,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  try {
    const encoder = device.createCommandEncoder({ label: `read ${buffer.label}` });
    encoder.copyBufferToBuffer(buffer, offset, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await loss.guard(staging.mapAsync(GPUMapMode.READ));
    return new Float32Array(staging.getMappedRange().slice(0));
  } finally {
    staging.destroy();
  }
}

/** Downloads a matrix without its padding. */
export async function readMatrix(context: GpuContext, matrix: GpuMatrix): Promise<Float64Array> {
  const { rows, columns, stride, buffer } = matrix;
  const values = new Float64Array(rows * columns);
  const rowsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / (4 * stride)));
  for (let first = 0; first < rows; first += rowsPerChunk) {
    const count = Math.min(rowsPerChunk, rows - first);
    const chunk = await readFloats(context, buffer, 4 * first * stride, 4 * count * stride);
    for (let row = 0; row < count; row++)
      values.set(chunk.subarray(row * stride, row * stride + columns), (first + row) * columns);
  }
  return values;
}
