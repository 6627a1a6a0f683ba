import type { ColumnScale } from '../../model/scaleColumns.ts';
import { UNNAMED_ADAPTER } from '../../model/unnamedAdapter.ts';
import type {
  Backend,
  KernelTime,
  Matrix,
  MatrixOperations,
  Program,
  Scalar,
  ScalarArithmetic,
} from '../../optimiser/backend.ts';
import * as check from '../shapeChecks.ts';
import type { GpuContext } from './device.ts';
import { scoped } from './errorScopes.ts';
import {
  createByteMatrix,
  createMatrix,
  fillMatrix,
  type GpuMatrix,
  ownMatrix,
  ownOperand,
  readFloats,
  readMatrix,
  viewOf,
  writeMatrix,
} from './matrices.ts';
import { matrixOperations } from './matrixOperations.ts';
import { PassTimer } from './passTimer.ts';
import { PipelineCache } from './pipelines.ts';
import type { ProductChoice } from './productPlan.ts';
import { supposedChoice } from './productTuner.ts';
import { ownProgram } from './program.ts';
import { buildProgram } from './programBuilder.ts';
import { StagingRing } from './readback.ts';
import { Recorder } from './recorder.ts';
import type { Recording } from './recording.ts';
import { checkRowsPerPart, ROWS_PER_PART, splitRows } from './rowParts.ts';
import { scalarOperations } from './scalarOperations.ts';
import { GpuScalar, ScalarStore } from './scalars.ts';
import { type Rows, runChunk, type SubmissionContext } from './submission.ts';

/** The port without its operations: storage, recording and submission. */
type Engine = Omit<Backend, keyof MatrixOperations | keyof ScalarArithmetic>;

/** What a backend can be told. */
export interface GpuBackendOptions {
  /** Rows of a matrix in one buffer at most, see rowParts.ts; a multiple of 32, or Infinity for one buffer a matrix. */
  readonly rowsPerPart?: number;
  /** How products are taken; unless it was measured (productTuner.ts), what is supposed to be fastest. */
  readonly products?: ProductChoice;
  /** Bytes that a byte matrix takes as floats, from which on it is kept as bytes. */
  readonly bytesFrom?: number;
}

/** The inputs of some five thousand pictures of MNIST: what less would save is not worth compiling kernels for bytes. */
const BYTES_FROM = 16 * 1024 * 1024;

/** A matrix's own memory: that of bytes has what they stand for besides. */
function buffersOf({ parts }: GpuMatrix): ReadonlySet<GPUBuffer> {
  return new Set(parts.flatMap(({ buffer, scale }) => (scale ? [buffer, scale] : [buffer])));
}

/** Matrices, programs and scalars on one device. */
class GpuEngine implements Engine {
  readonly name = 'gpu';
  readonly description: string;
  readonly roundoff = 2 ** -24;
  readonly #context: GpuContext;
  readonly #rowsPerPart: number;
  readonly #bytesFrom: number;
  readonly #products: ProductChoice;
  readonly scalars: ScalarStore;
  readonly #pipelines: PipelineCache;
  readonly #submission: SubmissionContext;
  readonly #owned = new Set<{ destroy(): void }>();
  #recorder: Recorder | null = null;
  /** Collects the times of what is submitted while a profile is taken. */
  #profile: KernelTime[] | null = null;
  /** The first error of an operation that returns no promise: the next one that does rejects with it. */
  #failure: Error | null = null;
  #unsettled: Promise<void> = Promise.resolve();

  constructor(
    context: GpuContext,
    { rowsPerPart = ROWS_PER_PART, products, bytesFrom = BYTES_FROM }: GpuBackendOptions,
  ) {
    checkRowsPerPart(rowsPerPart);
    const { description, vendor, architecture } = context.adapter;
    this.description = description || `${vendor} ${architecture}`.trim() || UNNAMED_ADAPTER;
    this.#context = context;
    this.#rowsPerPart = rowsPerPart;
    this.#bytesFrom = bytesFrom;
    this.#products = products ?? supposedChoice(context);
    this.scalars = new ScalarStore(context.device);
    this.#pipelines = new PipelineCache(context.device);
    this.#submission = {
      context,
      ring: new StagingRing(context.device),
      timer: PassTimer.of(context.device),
    };
  }

  matrix(rows: number, columns: number, label: string): Matrix {
    check.checkMatrixSize(rows, columns, label);
    const ranges = splitRows(rows, this.#rowsPerPart);
    return this.#own(label, () => createMatrix(this.#context, { rows, columns, label }, ranges));
  }

  byteMatrix(rows: number, columns: number, label: string, scale: ColumnScale): Matrix {
    check.checkMatrixSize(rows, columns, label);
    check.checkByteScale(scale, columns, label);
    const ranges = splitRows(rows, this.#rowsPerPart);
    const shape = { rows, columns, label };
    const storage = { scale, bytesFrom: this.#bytesFrom };
    return this.#own(label, () => createByteMatrix(this.#context, shape, ranges, storage));
  }

  #own(label: string, create: () => GpuMatrix): GpuMatrix {
    const matrix = this.#watch(label, create);
    for (const buffer of buffersOf(matrix)) this.#owned.add(buffer);
    return matrix;
  }

  view(parent: Matrix, columns: number): Matrix {
    check.checkView(parent, columns);
    return viewOf(ownMatrix(parent), columns);
  }

  scalar(label: string, initial: number): Scalar {
    const scalar = this.#recorder?.fresh(label) ?? this.scalars.allocate(label);
    this.scalars.write(scalar, initial);
    return scalar;
  }

  release(handles: readonly (Matrix | Scalar)[]): void {
    for (const handle of handles) {
      if (handle instanceof GpuScalar) this.scalars.release([handle]);
      else this.#releaseMatrix(ownOperand(handle as Matrix));
    }
  }

  #releaseMatrix(matrix: GpuMatrix): void {
    if (!matrix.isView) for (const buffer of buffersOf(matrix)) this.#destroy(buffer);
  }

  write(matrix: Matrix, values: ArrayLike<number>): void {
    check.checkWrite(matrix, values.length);
    this.#watch(matrix.label, () => writeMatrix(this.#context, ownOperand(matrix), values));
  }

  fill(matrix: Matrix, value: number): void {
    this.#watch(matrix.label, () => fillMatrix(this.#context, ownMatrix(matrix), value));
  }

  async read(matrix: Matrix): Promise<Float64Array> {
    const values = await readMatrix(this.#context, ownOperand(matrix));
    await this.#settle();
    return values;
  }

  writeScalar(scalar: Scalar, value: number): void {
    this.scalars.write(this.scalars.own(scalar), value);
  }

  async readScalars(scalars: readonly Scalar[]): Promise<number[]> {
    if (scalars.length === 0) return [];
    const slots = scalars.map((scalar) => this.scalars.own(scalar).slot);
    const first = slots.reduce((least, slot) => Math.min(least, slot));
    const last = slots.reduce((most, slot) => Math.max(most, slot));
    const { BYTES_PER_ELEMENT: size } = Float32Array;
    const values = await readFloats(
      this.#context,
      this.scalars.buffer,
      size * first,
      size * (last - first + 1),
    );
    await this.#settle();
    return slots.map((slot) => values[slot - first] as number);
  }

  when(flag: Scalar, body: () => void): void {
    this.recording('when').recorder.when(this.scalars.own(flag), body);
  }

  async record(
    label: string,
    parameters: readonly Scalar[],
    body: () => readonly Scalar[],
  ): Promise<Program> {
    if (this.#recorder) throw new TypeError(`"${label}" cannot be recorded within another program`);
    const recorder = new Recorder(this.scalars);
    try {
      const reported = this.#recordBody(recorder, body);
      await this.#settle();
      const own = (scalars: readonly Scalar[]): GpuScalar[] =>
        scalars.map((scalar) => this.scalars.own(scalar));
      const program = await buildProgram(
        {
          context: this.#context,
          scalars: this.scalars,
          pipelines: this.#pipelines,
          products: this.#products,
        },
        { label, recorder, parameters: own(parameters), reported: own(reported) },
      );
      this.#owned.add(program);
      return program;
    } catch (error) {
      this.scalars.release(recorder.ownScalars);
      throw error;
    }
  }

  async submit(
    program: Program,
    rows: Rows,
    timed?: (milliseconds: number) => void,
  ): Promise<Float64Array[]> {
    const own = ownProgram(program);
    const { label, parameterCount, rowsPerPass } = own.parts;
    check.checkParameterRows(label, parameterCount, rows);
    const chunks: Promise<Float64Array[]>[] = [];
    for (let first = 0; first < rows.length; first += rowsPerPass)
      chunks.push(
        runChunk(this.#submission, own, rows.slice(first, first + rowsPerPass), {
          timed,
          profile: this.#profile ?? undefined,
        }),
      );
    const results = await Promise.allSettled(chunks);
    await this.#settle();
    return results.flatMap((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  }

  async profile<T>(body: () => Promise<T>) {
    const times: KernelTime[] = [];
    this.#profile = times;
    try {
      const result = await body();
      return { result, times: this.#submission.timer ? times : null };
    } finally {
      this.#profile = null;
    }
  }

  releaseProgram(program: Program): void {
    const own = ownProgram(program);
    this.#destroy(own);
    this.scalars.release(own.parts.ownScalars);
  }

  dispose(): void {
    for (const owned of this.#owned) owned.destroy();
    this.#owned.clear();
    this.#submission.ring.destroy();
    this.#submission.timer?.destroy();
    this.scalars.destroy();
  }

  /** What an operation records into; an error outside of `record`. */
  recording(operation: string): Recording {
    if (!this.#recorder)
      throw new TypeError(`${operation} is only possible while a program is recorded`);
    const { device } = this.#context;
    const fold = device.limits.maxComputeWorkgroupsPerDimension;
    const products = this.#products;
    return { recorder: this.#recorder, scalars: this.scalars, fold, products };
  }

  #recordBody(recorder: Recorder, body: () => readonly Scalar[]): readonly Scalar[] {
    this.#recorder = recorder;
    try {
      const reported = body();
      recorder.flush();
      return reported;
    } finally {
      this.#recorder = null;
    }
  }

  #destroy(owned: { destroy(): void }): void {
    owned.destroy();
    this.#owned.delete(owned);
  }

  /** Runs something that returns no promise; what goes wrong on the device is kept for #settle. */
  #watch<T>(label: string, body: () => T): T {
    const { result, error } = scoped(this.#context, label, body);
    this.#unsettled = Promise.all([this.#unsettled, error]).then(([, failure]) => {
      this.#failure ??= failure;
    });
    return result;
  }

  /** Rejects with the loss of the device, or with what went wrong since the last time. */
  async #settle(): Promise<void> {
    await this.#context.loss.guard(this.#unsettled);
    const failure = this.#failure;
    this.#failure = null;
    if (failure) throw failure;
  }
}

/** The port in float32 on WebGPU: what algorithms record, shaders/ computes. The device stays the caller's. */
export function createGpuBackend(context: GpuContext, options: GpuBackendOptions = {}): Backend {
  const engine = new GpuEngine(context, options);
  const recording = (operation: string): Recording => engine.recording(operation);
  return Object.assign(
    engine,
    scalarOperations(engine.scalars, recording),
    matrixOperations(engine.scalars, recording),
  );
}
