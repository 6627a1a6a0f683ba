import { PRODUCT_LANGUAGE } from '../../maths/product.ts';
import { type ColumnScale, scaleColumns } from '../../model/scaleColumns.ts';
import type { Backend, Matrix, Program, Scalar } from '../../optimiser/backend.ts';
import {
  checkByteScale,
  checkMatrixSize,
  checkParameterRows,
  checkView,
  checkWrite,
} from '../shapeChecks.ts';
import { now } from './clock.ts';
import { CpuMatrix, CpuScalar, MatrixStorage, ownMatrix, ownScalar } from './cpuHandles.ts';
import { CpuMatrixOperations } from './cpuMatrixOperations.ts';
import type { Tape } from './cpuRecorder.ts';
import { EventLoopPacer } from './eventLoopPacer.ts';

class CpuProgram implements Program {
  readonly label: string;
  readonly parameters: readonly CpuScalar[];
  readonly tape: Tape;
  readonly reports: readonly CpuScalar[];
  released = false;

  constructor(
    label: string,
    parameters: readonly CpuScalar[],
    tape: Tape,
    reports: readonly CpuScalar[],
  ) {
    this.label = label;
    this.parameters = parameters;
    this.tape = tape;
    this.reports = reports;
  }

  run(values: readonly number[]): Float64Array {
    for (const [index, parameter] of this.parameters.entries()) {
      parameter.value = values[index] as number;
    }
    for (const task of this.tape.tasks) task();
    return Float64Array.from(this.reports, (scalar) => scalar.value);
  }
}

function ownProgram(program: Program): CpuProgram {
  if (!(program instanceof CpuProgram)) {
    throw new TypeError(`The program "${program.label}" belongs to another engine`);
  }
  return program;
}

/**
 * The port in float64: the oracle of the GPU kernels, and the engine where WebGPU is missing. Like
 * the GPU engine it records a body once, checks shapes while it does, and replays it; operations,
 * writes and reads outside a program keep their place among the submitted programs.
 */
export class CpuBackend extends CpuMatrixOperations implements Backend {
  readonly name = 'cpu';
  readonly description = `float64 on the CPU, products in ${PRODUCT_LANGUAGE}`;
  readonly roundoff = 2 ** -53;
  readonly #pacer = new EventLoopPacer();

  matrix(rows: number, columns: number, label: string): Matrix {
    this.requireAlive();
    checkMatrixSize(rows, columns, label);
    return new CpuMatrix(new MatrixStorage(label, rows * columns), rows, columns);
  }

  byteMatrix(rows: number, columns: number, label: string, byteScale: ColumnScale): Matrix {
    this.requireAlive();
    checkMatrixSize(rows, columns, label);
    checkByteScale(byteScale, columns, label);
    const storage = new MatrixStorage(label, rows * columns);
    return new CpuMatrix(storage, rows, columns, { byteScale });
  }

  view(parent: Matrix, columns: number): Matrix {
    this.requireAlive();
    checkView(parent, columns);
    const own = ownMatrix(parent);
    return new CpuMatrix(own.storage, own.rows, columns, { parent: own });
  }

  scalar(label: string, initial: number): Scalar {
    this.requireAlive();
    return new CpuScalar(label, initial);
  }

  release(handles: readonly (Matrix | Scalar)[]): void {
    this.requireOutsideRecording('release');
    // A scalar is an object like any other here.
    const matrices = handles.filter((handle) => !(handle instanceof CpuScalar));
    for (const matrix of (matrices as Matrix[]).map(ownMatrix)) {
      if (matrix.isView) continue;
      matrix.storage.released = true;
      this.issue(() => matrix.storage.free());
    }
  }

  write(matrix: Matrix, values: ArrayLike<number>): void {
    this.requireOutsideRecording('write');
    checkWrite(matrix, values.length);
    const target = ownMatrix(matrix);
    const source = this.queue.idle ? values : Float64Array.from(values);
    this.issue(() => {
      const { values: stored, rows, columns, stride, byteScale } = target;
      const numbers = byteScale ? scaleColumns(source, byteScale) : source;
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          stored[row * stride + column] = numbers[row * columns + column] as number;
        }
      }
    });
  }

  fill(matrix: Matrix, value: number): void {
    this.requireOutsideRecording('fill');
    const target = ownMatrix(matrix);
    this.issue(() => {
      const { values, rows, columns, stride } = target;
      for (let row = 0; row < rows; row += 1) {
        values.fill(value, row * stride, row * stride + columns);
      }
    });
  }

  async read(matrix: Matrix): Promise<Float64Array> {
    this.requireOutsideRecording('read');
    const { storage, rows, columns, stride } = ownMatrix(matrix);
    return this.enqueue(() => {
      const values = new Float64Array(rows * columns);
      for (let row = 0; row < rows; row += 1) {
        const start = row * stride;
        values.set(storage.values.subarray(start, start + columns), row * columns);
      }
      return values;
    });
  }

  writeScalar(scalar: Scalar, value: number): void {
    this.requireOutsideRecording('writeScalar');
    const target = ownScalar(scalar);
    this.issue(() => {
      target.value = value;
    });
  }

  async readScalars(scalars: readonly Scalar[]): Promise<number[]> {
    this.requireOutsideRecording('readScalars');
    const sources = scalars.map(ownScalar);
    return this.enqueue(() => sources.map((scalar) => scalar.value));
  }

  async record(
    label: string,
    parameters: readonly Scalar[],
    body: () => readonly Scalar[],
  ): Promise<Program> {
    this.requireOutsideRecording('record');
    const { tape, value } = this.capture(body);
    return new CpuProgram(label, parameters.map(ownScalar), tape, value.map(ownScalar));
  }

  async profile<T>(body: () => Promise<T>) {
    return { result: await body(), times: null };
  }

  async submit(
    program: Program,
    rows: readonly (readonly number[])[],
    timed?: (milliseconds: number) => void,
  ): Promise<Float64Array[]> {
    this.requireOutsideRecording('submit');
    const own = ownProgram(program);
    if (own.released) throw new Error(`The program "${own.label}" was released`);
    checkParameterRows(own.label, own.parameters.length, rows);
    const parameterRows = rows.map((row) => [...row]);
    return this.enqueue(async () => {
      const reports: Float64Array[] = [];
      let computed = 0;
      for (const row of parameterRows) {
        await this.#pacer.pause();
        this.requireAlive();
        const start = now();
        reports.push(own.run(row));
        computed += now() - start;
      }
      timed?.(computed);
      return reports;
    });
  }

  releaseProgram(program: Program): void {
    ownProgram(program).released = true;
  }
}
