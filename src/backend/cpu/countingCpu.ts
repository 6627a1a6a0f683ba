import type { Matrix, Scalar } from '../../optimiser/backend.ts';
import type { Allocations } from '../allocations.ts';
import { checkMatrixSize } from '../shapeChecks.ts';
import { CpuBackend } from './cpuBackend.ts';
import { CpuMatrix, MatrixStorage } from './cpuHandles.ts';

/** The CPU engine with matrices that hold no memory but note how much they would: it records, and cannot compute. */
export class CountingCpuBackend extends CpuBackend {
  readonly #allocations: Allocations;
  readonly #given = new Map<Matrix | Scalar, () => void>();

  constructor(allocations: Allocations) {
    super();
    this.#allocations = allocations;
  }

  override matrix(rows: number, columns: number, label: string): Matrix {
    checkMatrixSize(rows, columns, label);
    const matrix = new CpuMatrix(new MatrixStorage(label, 0), rows, columns);
    const bytes = Float64Array.BYTES_PER_ELEMENT * rows * columns;
    this.#given.set(matrix, this.#allocations.add(label, bytes));
    return matrix;
  }

  override byteMatrix(rows: number, columns: number, label: string): Matrix {
    return this.matrix(rows, columns, label);
  }

  override write(): void {}

  override fill(): void {}

  override release(handles: readonly (Matrix | Scalar)[]): void {
    super.release(handles);
    for (const handle of handles) this.#given.get(handle)?.();
  }
}
