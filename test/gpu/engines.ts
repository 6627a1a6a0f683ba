/** Runs the same recorded operation on the GPU and on the CpuBackend, the oracle. */
import { expect } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { GpuMatrix, readFloats } from '../../src/backend/gpu/matrices.ts';
import type { Random } from '../../src/maths/random.ts';
import type { ColumnScale } from '../../src/model/scaleColumns.ts';
import type { Backend, Matrix, Scalar } from '../../src/optimiser/backend.ts';

/** Unit roundoff of float32. */
export const U = 2 ** -24;

/** A matrix that an operation reads or writes; float32 values, so that both engines read the same. */
export interface Operand {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  /**
   * Columns of the parent beyond the operand; 0 where the operand is no view. They hold NaN. The views of one operation get
   * four more each than the one before, so that no two have one stride.
   */
  readonly beyond: number;
  /** The values are bytes, and stand for this. */
  readonly scale?: ColumnScale;
}

export interface Outcome {
  readonly matrix: (name: string) => Float64Array;
  readonly scalar: (index: number) => number;
}

export type Operands = Readonly<Record<string, Operand>>;
export type Body = (
  backend: Backend,
  matrix: (name: string) => Matrix,
  scalar: (index: number) => Scalar,
) => readonly Scalar[] | undefined;

/** Looks up what must be there. */
function found<Key, Value>(values: { get(key: Key): Value | undefined }): (key: Key) => Value {
  return (key) => {
    const value = values.get(key);
    if (value === undefined) throw new RangeError(`The test has no operand ${String(key)}`);
    return value;
  };
}

/** Normal values, scaled. */
export function normal(
  random: Random,
  rows: number,
  columns: number,
  scale = 1,
  beyond = 0,
): Operand {
  const values = Float32Array.from({ length: rows * columns }, () => scale * random.normal());
  return { rows, columns, values, beyond };
}

/** Values by index. */
export function filled(
  rows: number,
  columns: number,
  value: (index: number) => number,
  beyond = 0,
): Operand {
  return {
    rows,
    columns,
    values: Float32Array.from({ length: rows * columns }, (_, i) => value(i)),
    beyond,
  };
}

/** An output: NaN throughout, so that what is not written shows. */
export function poisoned(rows: number, columns: number, beyond = 0): Operand {
  return filled(rows, columns, () => Number.NaN, beyond);
}

/** Row i has its 1 in column i·7 mod columns. */
export function oneHot(rows: number, columns: number, beyond = 0): Operand {
  return filled(
    rows,
    columns,
    (i) => Number(i % columns === (Math.floor(i / columns) * 7) % columns),
    beyond,
  );
}

function place(
  backend: Backend,
  name: string,
  operand: Operand,
  index: number,
): readonly [parent: Matrix, matrix: Matrix] {
  const { rows, columns, values, scale } = operand;
  if (scale) {
    const bytes = backend.byteMatrix(rows, columns, name, scale);
    backend.write(bytes, values);
    return [bytes, bytes];
  }
  const beyond = operand.beyond > 0 ? operand.beyond + 4 * index : 0;
  const width = columns + beyond;
  const parent = backend.matrix(rows, width, name);
  const wide = new Float32Array(rows * width).fill(Number.NaN);
  for (let row = 0; row < rows; row++)
    wide.set(values.subarray(row * columns, (row + 1) * columns), row * width);
  backend.write(parent, wide);
  return [parent, beyond > 0 ? backend.view(parent, columns) : parent];
}

/** Columns beyond a view must be NaN still, and the padding zero. */
async function expectUntouched(
  context: GpuContext,
  parent: Matrix,
  columns: number,
): Promise<void> {
  if (!(parent instanceof GpuMatrix) || parent.isBytes) return;
  const changed: string[] = [];
  for (const { firstRow, rows, stride, buffer } of parent.parts) {
    const floats = await readFloats(context, buffer, 0, 4 * rows * stride);
    for (let row = 0; row < rows; row++) {
      for (let column = columns; column < stride; column++) {
        const value = floats[row * stride + column] as number;
        const kept = column < parent.columns ? Number.isNaN(value) : Object.is(value, 0);
        if (!kept) changed.push(`${parent.label}[${firstRow + row}, ${column}] = ${value}`);
      }
    }
  }
  expect(changed).toEqual([]);
}

/** Records `body` once on a backend and runs it once. */
export async function runOn(
  backend: Backend,
  operands: Operands,
  scalars: readonly number[],
  body: Body,
  context?: GpuContext,
): Promise<Outcome> {
  const placed = Object.entries(operands).map(
    ([name, operand], index) => [name, place(backend, name, operand, index)] as const,
  );
  const handles = new Map(placed.map(([name, [, matrix]]) => [name, matrix]));
  const inputs = new Map(
    scalars.map((value, index) => [index, backend.scalar(`input ${index}`, Math.fround(value))]),
  );
  const program = await backend.record(
    'operation',
    [],
    () => body(backend, found(handles), found(inputs)) ?? [],
  );
  const [reported] = await backend.submit(program, [[]]);
  const results = new Map<string, Float64Array>();
  for (const [name, [parent, matrix]] of placed) {
    results.set(name, await backend.read(matrix));
    if (context) await expectUntouched(context, parent, matrix.columns);
  }
  backend.releaseProgram(program);
  backend.release(placed.map(([, [parent]]) => parent));
  return { matrix: found(results), scalar: found(new Map(reported?.entries())) };
}

/** Both engines' outcomes of one operation. */
export async function runOnBoth(
  gpu: { readonly backend: Backend; readonly context: GpuContext },
  operands: Operands,
  scalars: readonly number[],
  body: Body,
): Promise<{ readonly actual: Outcome; readonly expected: Outcome }> {
  const actual = await runOn(gpu.backend, operands, scalars, body, gpu.context);
  const expected = await runOn(new CpuBackend(), operands, scalars, body);
  return { actual, expected };
}

/** Every element within its own tolerance. */
export function expectWithin(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: (index: number) => number,
): void {
  expect(actual.length).toBe(expected.length);
  const wrong: string[] = [];
  for (let i = 0; i < expected.length; i++) {
    const [got, wanted] = [actual[i] as number, expected[i] as number];
    if (got === wanted) continue;
    const error = Math.abs(got - wanted);
    if (!(error <= tolerance(i)))
      wrong.push(`[${i}] ${got}, not ${wanted}: ${error} > ${tolerance(i)}`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
}
