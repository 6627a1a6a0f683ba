import { OutOfMemoryError } from '../../model/errors.ts';
import { formatMebibytes } from '../../model/mebibytes.ts';
import { type ColumnScale, scaleColumns } from '../../model/scaleColumns.ts';
import type { Matrix } from '../../optimiser/backend.ts';
import type { GpuContext } from './device.ts';
import { scoped } from './errorScopes.ts';
import { mapped } from './readback.ts';
import type { RowRange } from './rowParts.ts';

/** Bytes that one upload or download moves at a time. */
const CHUNK_BYTES = 16 * 1024 * 1024;

interface BlockStorage {
  readonly buffer: GPUBuffer;
  readonly stride: number;
  readonly scale: GPUBuffer | null;
}

function bytesPerElement(isBytes: boolean): number {
  return isBytes ? Uint8Array.BYTES_PER_ELEMENT : Float32Array.BYTES_PER_ELEMENT;
}

/**
 * Neighbouring rows of a matrix in a storage buffer of their own, row-major: what kernels work on. The rows lie `stride`
 * floats apart, the columns rounded up to a multiple of four so that kernels read vec4f. What a row holds beyond
 * `columns` — zeros, or in a view the parent's further columns — no kernel writes and none lets into a result.
 * An operand of products may be bytes in place of floats, a quad of them a word: see shaders/lib/bytes_a.wgsl.
 */
export class GpuBlock implements RowRange {
  readonly firstRow: number;
  readonly rows: number;
  readonly columns: number;
  readonly buffer: GPUBuffer;
  readonly stride: number;
  /** What bytes stand for; null where the buffer holds floats. */
  readonly scale: GPUBuffer | null;

  constructor({ firstRow, rows }: RowRange, columns: number, storage: BlockStorage) {
    this.firstRow = firstRow;
    this.rows = rows;
    this.columns = columns;
    this.buffer = storage.buffer;
    this.stride = storage.stride;
    this.scale = storage.scale;
  }

  get elementBytes(): number {
    return bytesPerElement(this.scale !== null);
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
  /** What the bytes stand for that are written to it, whatever its buffers hold; null where numbers are written. */
  readonly scale: ColumnScale | null;

  constructor(
    shape: MatrixShape,
    parts: readonly GpuBlock[],
    {
      isView = false,
      scale = null,
    }: { readonly isView?: boolean; readonly scale?: ColumnScale | null } = {},
  ) {
    this.rows = shape.rows;
    this.columns = shape.columns;
    this.label = shape.label;
    this.parts = parts;
    this.isView = isView;
    this.scale = scale;
  }

  /** Whether its buffers hold bytes. */
  get isBytes(): boolean {
    return this.parts.some(({ scale }) => scale !== null);
  }
}

/** This backend's own handle, of floats or bytes, or an error that names the stranger. */
export function ownOperand(matrix: Matrix): GpuMatrix {
  if (matrix instanceof GpuMatrix) return matrix;
  throw new TypeError(`The matrix "${matrix.label}" is not from this GPU backend`);
}

/** This backend's own handle of floats. */
export function ownMatrix(matrix: Matrix): GpuMatrix {
  const own = ownOperand(matrix);
  if (!own.isBytes) return own;
  throw new TypeError(
    `The matrix "${matrix.label}" holds bytes, which products and batches alone read`,
  );
}

/** The most bytes that one buffer of a matrix may have. */
export function largestBufferOf({ limits }: GPUDevice): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
  readonly label: string;
}

/** Bytes of a matrix as floats. */
function floatBytes({ rows, columns }: MatrixShape): number {
  return 16 * rows * Math.ceil(columns / 4);
}

/** A zero matrix in these parts; an OutOfMemoryError where one buffer cannot hold the largest of them. */
export function createMatrix(
  context: GpuContext,
  shape: MatrixShape,
  ranges: readonly RowRange[],
): GpuMatrix {
  return new GpuMatrix(shape, createParts(context, shape, ranges, null));
}

/** A matrix that is written as bytes. Smaller than `bytesFrom` it holds floats: kernels for bytes would have to be compiled. */
export function createByteMatrix(
  context: GpuContext,
  shape: MatrixShape,
  ranges: readonly RowRange[],
  { scale, bytesFrom }: { readonly scale: ColumnScale; readonly bytesFrom: number },
): GpuMatrix {
  const held = floatBytes(shape) >= bytesFrom ? scaleBuffer(context, shape, scale) : null;
  return new GpuMatrix(shape, createParts(context, shape, ranges, held), { scale });
}

/** For shaders/lib/bytes_a.wgsl: byte b stands for b/255·factor + shift; zeros beyond the columns. */
function scaleBuffer(
  { device }: GpuContext,
  { columns, label }: MatrixShape,
  { offset, factor }: ColumnScale,
): GPUBuffer {
  const values = new Float32Array(8 * Math.ceil(columns / 4));
  factor.forEach((one, column) => {
    const at = 8 * Math.floor(column / 4) + (column % 4);
    values[at] = 255 * one;
    values[at + 4] = -(offset[column] as number) * one;
  });
  const buffer = device.createBuffer({
    label: `scale of ${label}`,
    size: values.byteLength,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

function createParts(
  context: GpuContext,
  { rows, columns, label }: MatrixShape,
  ranges: readonly RowRange[],
  scale: GPUBuffer | null,
): readonly GpuBlock[] {
  const stride = 4 * Math.ceil(columns / 4);
  const bytes = (range: RowRange): number => bytesPerElement(scale !== null) * range.rows * stride;
  const largest = Math.max(...ranges.map(bytes));
  const limit = largestBufferOf(context.device);
  if (largest > limit) {
    const [needed, allowed] = [largest, limit].map(formatMebibytes);
    throw new OutOfMemoryError(
      label,
      `${label} (${rows}×${columns}) needs ${needed} in one buffer, and this GPU allows ${allowed}. Use narrower layers.`,
    );
  }
  return ranges.map((range) => {
    const buffer = context.device.createBuffer({
      label: ranges.length > 1 ? `${label} from row ${range.firstRow}` : label,
      size: bytes(range),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
    return new GpuBlock(range, columns, { buffer, stride, scale });
  });
}

/** The leading columns of a matrix in the same buffers. */
export function viewOf(parent: GpuMatrix, columns: number): GpuMatrix {
  const { rows } = parent;
  const label = columns === parent.columns ? parent.label : `${parent.label} [0…${columns})`;
  const parts = parent.parts.map((part) => new GpuBlock(part, columns, part));
  return new GpuMatrix({ rows, columns, label }, parts, { isView: true });
}

/** Rows of a block that are moved at a time. */
function* chunksOf({ rows }: GpuBlock, rowsPerChunk: number): Generator<RowRange> {
  for (let firstRow = 0; firstRow < rows; firstRow += rowsPerChunk)
    yield { firstRow, rows: Math.min(rowsPerChunk, rows - firstRow) };
}

/** Whole rows of a block that fill a chunk. */
function rowsPerChunk({ stride, elementBytes }: GpuBlock): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / (elementBytes * stride)));
}

/** Values of some rows of a block, one after the other, as the buffer holds them: every row padded with zeros. */
function packRows(
  { firstRow, columns, stride, scale }: GpuBlock,
  values: ArrayLike<number>,
  chunk: RowRange,
): Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> {
  const Packed = scale ? Uint8Array : Float32Array;
  const packed = new Packed(chunk.rows * stride);
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
  { parts, isView, isBytes, scale }: GpuMatrix,
  values: ArrayLike<number>,
): void {
  const elements = scale && !isBytes ? scaleColumns(values, scale) : values;
  for (const part of parts) {
    const { buffer, columns, stride, elementBytes } = part;
    for (const chunk of chunksOf(part, isView ? 1 : rowsPerChunk(part))) {
      const packed = packRows(part, elements, chunk);
      const length = isView ? columns : packed.length;
      device.queue.writeBuffer(buffer, elementBytes * chunk.firstRow * stride, packed, 0, length);
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
  const { rows, columns, parts, scale, isBytes } = matrix;
  const values = new Float64Array(rows * columns);
  for (const part of parts) {
    const { buffer, firstRow, stride, elementBytes } = part;
    for (const chunk of chunksOf(part, rowsPerChunk(part))) {
      const [offset, size] = [chunk.firstRow, chunk.rows].map((row) => elementBytes * row * stride);
      const floats = await readFloats(context, buffer, offset as number, size as number);
      const elements = isBytes ? new Uint8Array(floats.buffer) : floats;
      for (let row = 0; row < chunk.rows; row++) {
        const to = (firstRow + chunk.firstRow + row) * columns;
        const held = elements.subarray(row * stride, row * stride + columns);
        values.set(isBytes && scale ? scaleColumns(held, scale) : held, to);
      }
    }
  }
  return values;
}
