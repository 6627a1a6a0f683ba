import type { StridedMatrix } from '../../maths/stridedMatrix.ts';
import { OutOfMemoryError } from '../../model/errors.ts';
import { formatMebibytes } from '../../model/mebibytes.ts';
import type { ColumnScale } from '../../model/scaleColumns.ts';
import type { Matrix, Scalar } from '../../optimiser/backend.ts';

/** @throws OutOfMemoryError where the machine has no more memory */
function allocate(label: string, size: number): Float64Array {
  try {
    return new Float64Array(size);
  } catch (cause) {
    const bytes = Float64Array.BYTES_PER_ELEMENT * size;
    throw new OutOfMemoryError(
      label,
      `There is no memory left for ${label} (${formatMebibytes(bytes)}). Use fewer samples or narrower layers, or close other tabs.`,
      { cause },
    );
  }
}

/** The memory that a matrix and its views share. */
export class MatrixStorage {
  readonly label: string;
  /** Set at once by `release`; what was submitted before may still compute until `free`. */
  released = false;
  #values: Float64Array | null;

  constructor(label: string, size: number) {
    this.label = label;
    this.#values = allocate(label, size);
  }

  get values(): Float64Array {
    if (this.#values === null) throw new Error(`The matrix "${this.label}" was released`);
    return this.#values;
  }

  free(): void {
    this.#values = null;
  }
}

/** A handle of the port that the maths functions take as it is. */
export class CpuMatrix implements Matrix, StridedMatrix {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  readonly isView: boolean;
  readonly storage: MatrixStorage;
  /** What the bytes stand for that are written to it; null where numbers are. */
  readonly byteScale: ColumnScale | null;

  constructor(
    storage: MatrixStorage,
    rows: number,
    columns: number,
    {
      parent,
      byteScale = null,
    }: { readonly parent?: CpuMatrix; readonly byteScale?: ColumnScale | null } = {},
  ) {
    this.label = parent === undefined ? storage.label : `${parent.label}[:${columns}]`;
    this.rows = rows;
    this.columns = columns;
    this.stride = parent?.stride ?? columns;
    this.isView = parent !== undefined;
    this.storage = storage;
    this.byteScale = parent?.byteScale ?? byteScale;
  }

  /** @throws Error once the matrix was released. */
  get values(): Float64Array {
    return this.storage.values;
  }
}

/** One number; NaN until it is first computed. */
export class CpuScalar implements Scalar {
  readonly label: string;
  value: number;

  constructor(label: string, value = Number.NaN) {
    this.label = label;
    this.value = value;
  }
}

/** The handle as this engine's own. @throws Error when it is another engine's or was released. */
export function ownMatrix(matrix: Matrix): CpuMatrix {
  if (!(matrix instanceof CpuMatrix)) {
    throw new TypeError(`The matrix "${matrix.label}" belongs to another engine`);
  }
  if (matrix.storage.released) throw new Error(`The matrix "${matrix.label}" was released`);
  return matrix;
}

/** The handle as this engine's own. @throws TypeError when it is another engine's. */
export function ownScalar(scalar: Scalar): CpuScalar {
  if (!(scalar instanceof CpuScalar)) {
    throw new TypeError(`The scalar "${scalar.label}" belongs to another engine`);
  }
  return scalar;
}
