import { OutOfMemoryError } from '../../model/errors.ts';
import { formatMebibytes } from '../../model/mebibytes.ts';
import type { Matrix } from '../../optimiser/backend.ts';
import type { GpuContext } from './device.ts';
import { scoped } from './errorScopes.ts';
import { mapped } from './readback.ts';
import type { RowRange } from './rowParts.ts';

/** Bytes that one upload or download moves at a time. */
const CHUNK_BYTES = 16 * 1024 * 1024;

/**
 * Neighbouring rows of a matrix in a storage buffer of their own, row-major: what kernels work on. The rows lie `stride`
 * floats apart, the columns rounded up to a multiple of four so that kernels read vec4f. What a row holds beyond
 * `columns` — zeros, or in a view the parent's further columns — no kernel writes and none lets into a result.
 */
export class GpuBlock implements RowRange {
  readonly firstRow: number;
  readonly rows: number;
  readonly columns: number;
  readonly buffer: GPUBuffer;
  readonly stride: number;

  constructor(
    { firstRow, rows }: RowRange,
    columns: number,
    storage: { readonly buffer: GPUBuffer; readonly stride: number },
  ) {
    this.firstRow = firstRow;
    this.rows = rows;
    this.columns = columns;
    this.buffer = storage.buffer;
    this.stride = storage.stride;
  }

  /** Distance of two rows in quads, as kernels count it. */
  get quadStride(): number {
    return this.stride / 4;
  }
}

/** A matrix as the port hands it out: one block, or several below each other where it has many rows (rowParts.ts). */
export class GpuMatrix implements Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly label: string;
  readonly parts: readonly GpuBlock[];
  readonly isView: boolean;

  constructor(
    shape: { readonly rows: number; readonly columns: number; readonly label: string },
    parts: readonly GpuBlock[],
    isView: boolean,
  ) {
    this.rows = shape.rows;
    this.columns = shape.columns;
    this.label = shape.label;
    this.parts = parts;
    this.isView = isView;
  }
}

/** This backend's own handle, or an error that names the stranger. */
export function ownMatrix(matrix: Matrix): GpuMatrix {
  if (matrix instanceof GpuMatrix) return matrix;
  throw new TypeError(`The matrix "${matrix.label}" is not from this GPU backend`);
}

/** The most bytes that one buffer of a matrix may have. */
export function largestBufferOf({ limits }: GPUDevice): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

/** A zero matrix in these parts; an OutOfMemoryError where one buffer cannot hold the largest of them. */
export function createMatrix(
  context: GpuContext,
  shape: { readonly rows: number; readonly columns: number; readonly label: string },
  ranges: readonly RowRange[],
): GpuMatrix {
  const { rows, columns, label } = shape;
  const stride = 4 * Math.ceil(columns / 4);
  const bytes = (range: RowRange): number => 4 * range.rows * stride;
  const largest = Math.max(...ranges.map(bytes));
  const limit = largestBufferOf(context.device);
  if (largest > limit) {
    const [needed, allowed] = [largest, limit].map(formatMebibytes);
    throw new OutOfMemoryError(
      label,
      `${label} (${rows}×${columns}) needs ${needed} in one buffer, and this GPU allows ${allowed}. Use narrower layers.`,
    );
  }
  const parts = ranges.map((range) => {
    const buffer = context.device.createBuffer({
      label: ranges.length > 1 ? `${label} from row ${range.firstRow}` : label,
      size: bytes(range),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
    return new GpuBlock(range, columns, { buffer, stride });
  });
  return new GpuMatrix(shape, parts, false);
}

/** The leading columns of a matrix in the same buffers. */
export function viewOf(parent: GpuMatrix, columns: number): GpuMatrix {
  const { rows } = parent;
  const label = columns === parent.columns ? parent.label : `${parent.label} [0…${columns})`;
  const parts = parent.parts.map((part) => new GpuBlock(part, columns, part));
  return new GpuMatrix({ rows, columns, label }, parts, true);
}

/** Rows of a block that are moved at a time. */
function* chunksOf({ rows }: GpuBlock, rowsPerChunk: number): Generator<RowRange> {
  for (let firstRow = 0; firstRow < rows; firstRow += rowsPerChunk)
    yield { firstRow, rows: Math.min(rowsPerChunk, rows - firstRow) };
}

/** Whole rows of a block that fill a chunk. */
function rowsPerChunk({ stride }: GpuBlock): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / (4 * stride)));
}

/** Values of some rows of a block, one after the other, as the buffer holds them: every row padded with zeros. */
function packRows(
  { firstRow, columns, stride }: GpuBlock,
  values: ArrayLike<number>,
  chunk: RowRange,
): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(chunk.rows * stride);
  for (let row = 0; row < chunk.rows; row++) {
    const from = (firstRow + chunk.firstRow + row) * columns;
    for (let column = 0; column < columns; column++)
      packed[row * stride + column] = values[from + column] as number;
  }
  return packed;
}

/** Uploads a matrix in chunks; a view row by row, since its parent's further columns stay. */
export function writeMatrix(
  { device }: GpuContext,
  { parts, isView }: GpuMatrix,
  values: ArrayLike<number>,
): void {
  for (const part of parts) {
    const { buffer, columns, stride } = part;
    for (const chunk of chunksOf(part, isView ? 1 : rowsPerChunk(part))) {
      const packed = packRows(part, values, chunk);
      const length = isView ? columns : packed.length;
      device.queue.writeBuffer(buffer, 4 * chunk.firstRow * stride, packed, 0, length);
    }
  }
}

/** Uploads the same value for every element, from one chunk; a view row by row, as in {@link writeMatrix}. */
export function fillMatrix(
  { device }: GpuContext,
  { parts, isView }: GpuMatrix,
  value: number,
): void {
  for (const part of parts) {
    const { buffer, columns, stride } = part;
    const rows = isView ? 1 : Math.min(part.rows, rowsPerChunk(part));
    const packed = new Float32Array(rows * stride);
    for (let row = 0; row < rows; row++) packed.fill(value, row * stride, row * stride + columns);
    for (const chunk of chunksOf(part, rows)) {
      const length = isView ? columns : chunk.rows * stride;
      device.queue.writeBuffer(buffer, 4 * chunk.firstRow * stride, packed, 0, length);
    }
  }
}

/** The floats of part of a buffer; waits for everything submitted before. */
export async function readFloats(
  context: GpuContext,
  buffer: GPUBuffer,
  offset: number,
  bytes: number,
): Promise<Float32Array> {
  const { device } = context;
  const label = `a copy of ${buffer.label}`;
  const { result, error } = scoped(context, label, () => {
    const copy = device.createBuffer({
      label,
      size: bytes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder({ label });
    encoder.copyBufferToBuffer(buffer, offset, copy, 0, bytes);
    device.queue.submit([encoder.finish()]);
    return { staging: copy, mapping: copy.mapAsync(GPUMapMode.READ) };
  });
  const { staging, mapping } = result;
  try {
    await mapped(context, mapping, error);
    return new Float32Array(staging.getMappedRange().slice(0));
  } finally {
    staging.destroy();
  }
}

/** Downloads a matrix without its padding. */
export async function readMatrix(context: GpuContext, matrix: GpuMatrix): Promise<Float64Array> {
  const { rows, columns, parts } = matrix;
  const values = new Float64Array(rows * columns);
  for (const part of parts) {
    const { buffer, firstRow, stride } = part;
    for (const chunk of chunksOf(part, rowsPerChunk(part))) {
      const offset = 4 * chunk.firstRow * stride;
      const floats = await readFloats(context, buffer, offset, 4 * chunk.rows * stride);
      for (let row = 0; row < chunk.rows; row++) {
        const to = (firstRow + chunk.firstRow + row) * columns;
        values.set(floats.subarray(row * stride, row * stride + columns), to);
      }
    }
  }
  return values;
}
