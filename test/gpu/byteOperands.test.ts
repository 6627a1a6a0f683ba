/** Matrices that are kept as bytes: products and batches of them against the CpuBackend, and how they are stored. */
import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { GpuMatrix } from '../../src/backend/gpu/matrices.ts';
import type { ProductKind } from '../../src/backend/gpu/productPlan.ts';
import { Random } from '../../src/maths/random.ts';
import type { ColumnScale } from '../../src/model/scaleColumns.ts';
import { scaleColumns } from '../../src/model/scaleColumns.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import {
  type Body,
  expectWithin,
  normal,
  type Operand,
  poisoned,
  runOn,
  runOnBoth,
  U,
} from './engines.ts';
import { always, type Gpu, TESTED_KINDS } from './gpus.ts';

let context: GpuContext;
beforeAll(async () => {
  context = await openTestDevice();
});

const backends = new Map<string, Backend>();
/** Keeps every byte matrix as bytes, or none; multiplies by one of the kernels. */
function gpuFor(kind: ProductKind, rowsPerPart = 64, bytesFrom = 0): Gpu {
  const key = `${kind} ${rowsPerPart} ${bytesFrom}`;
  const backend =
    backends.get(key) ??
    createGpuBackend(context, { rowsPerPart, products: always(kind), bytesFrom });
  backends.set(key, backend);
  return { context, backend };
}

/** Means to remove and deviations to divide by, and a column that is 1 whatever its scale was. */
function scaleOf(random: Random, columns: number): ColumnScale {
  const offset = Float64Array.from({ length: columns }, () => 200 * random.uniform());
  const factor = offset.map(() => (0.2 + random.uniform()) / 255);
  [offset[columns - 1], factor[columns - 1]] = [0, 1];
  return { offset, factor };
}

function bytes(random: Random, rows: number, columns: number): Operand {
  const values = Float32Array.from({ length: rows * columns }, (_, i) =>
    (i + 1) % columns === 0 ? 1 : Math.floor(256 * random.uniform()),
  );
  return { rows, columns, values, beyond: 0, scale: scaleOf(random, columns) };
}

/** What rounding in the decoding is relative to: |b·factor| + |offset·factor|, as a matrix of floats. */
function moduli({ values, scale, ...shape }: Operand): Operand {
  if (!scale) return { ...shape, values: values.map(Math.abs) };
  const { offset, factor } = scale;
  const sums = { offset: offset.map((one) => -Math.abs(one)), factor: factor.map(Math.abs) };
  return { ...shape, values: scaleColumns(values, sums) };
}

/** op(A)·op(B) on both engines, within what roundings of products and of decoded numbers make at most. */
async function expectProduct(
  gpu: Gpu,
  { a, b, out }: Readonly<Record<'a' | 'b' | 'out', Operand>>,
  mode: { readonly transposeA: boolean; readonly transposeB: boolean },
): Promise<void> {
  const operands = { a, b, out };
  const body: Body = (engine, m) => {
    engine.product(m('out'), m('a'), m(a === b ? 'a' : 'b'), mode);
    return [];
  };
  const { actual, expected } = await runOnBoth(gpu, operands, [], body);
  const sizes = { a: moduli(a), b: moduli(b), out };
  const scale = (await runOn(new CpuBackend(), sizes, [], body)).matrix('out');
  const inner = mode.transposeA ? a.rows : a.columns;
  // Decoding rounds the factor, the shift, b/255 and the sum: six for each of two operands at most.
  const bound = U * (Math.min(inner, 512) + 16 + 12);
  expectWithin(actual.matrix('out'), expected.matrix('out'), (i) => bound * (scale[i] ?? 0));
}

/** samples, inputs and outputs of a layer, and the most rows of a part. */
const SIZES = [
  [1, 1, 1, 64],
  [3, 5, 4, 64],
  [63, 65, 64, 128],
  [130, 101, 33, 128],
  [200, 7, 63, 64],
  [127, 785, 129, 1024],
] as const;

describe.each(TESTED_KINDS)('operands that are bytes, by %s', (kind) => {
  test.each(SIZES)('%i samples × %i by %i, parts of %i', async (...sizes) => {
    const [samples, inputs, outputs, rowsPerPart] = sizes;
    const random = Random.fromSeed(1000 * samples + 10 * inputs + outputs);
    const x = bytes(random, samples, inputs);
    const gpu = gpuFor(kind, rowsPerPart);
    const w = normal(random, outputs, inputs);
    const r = normal(random, samples, outputs);
    const forward = { a: x, b: w, out: poisoned(samples, outputs) };
    await expectProduct(gpu, forward, { transposeA: false, transposeB: true });
    const gradient = { a: r, b: x, out: poisoned(outputs, inputs) };
    await expectProduct(gpu, gradient, { transposeA: true, transposeB: false });
    const gram = { a: x, b: x, out: poisoned(inputs, inputs) };
    await expectProduct(gpu, gram, { transposeA: true, transposeB: false });
    const other = { a: x, b: bytes(random, samples, outputs), out: poisoned(inputs, outputs) };
    await expectProduct(gpu, other, { transposeA: true, transposeB: false });
  });
});

test.each([
  [65, 7, 50],
  [193, 130, 63],
  [64, 64, 0],
])('batches of samples as bytes: of %i take %i from %i on', async (samples, rows, start) => {
  for (const columns of [1, 10, 301]) {
    const source = bytes(Random.fromSeed(samples + columns), samples, columns);
    const operands = { source, out: poisoned(rows, columns, 3) };
    const body: Body = (engine, m, s) => {
      engine.gatherRows(m('out'), m('source'), { key: s(0), start: s(1) });
      return [];
    };
    const { actual, expected } = await runOnBoth(gpuFor('threads'), operands, [5, start], body);
    expectWithin(actual.matrix('out'), expected.matrix('out'), () => 8 * U);
  }
});

describe('storage', () => {
  const x = bytes(Random.fromSeed(3), 150, 10);
  const scale = x.scale as ColumnScale;

  test('is a byte an element and four floats a quad of columns twice, and gives back what bytes stand for', async () => {
    const { backend } = gpuFor('threads');
    const matrix = backend.byteMatrix(150, 10, 'pictures', scale) as GpuMatrix;
    backend.write(matrix, x.values);
    expect(matrix.parts.map(({ buffer }) => buffer.size)).toEqual([768, 768, 264]);
    expect(matrix.parts[0]?.scale?.size).toBe(3 * 8 * 4);
    expect(await backend.read(matrix)).toEqual(Float64Array.from(scaleColumns(x.values, scale)));
    backend.release([matrix]);
    await expect(backend.read(matrix)).rejects.toThrow();
  });

  test('is floats where they take less than the backend says', async () => {
    // 150 rows of 12 floats.
    for (const [bytesFrom, expected] of [
      [7200, true],
      [7201, false],
    ] as const) {
      const { backend } = gpuFor('threads', 64, bytesFrom);
      const matrix = backend.byteMatrix(150, 10, 'pictures', scale) as GpuMatrix;
      backend.write(matrix, x.values);
      expect(matrix.isBytes).toBe(expected);
      expect(await backend.read(matrix)).toEqual(Float64Array.from(scaleColumns(x.values, scale)));
    }
  });

  test('is for products and batches alone, and says so', async () => {
    const { backend } = gpuFor('threads');
    const matrix = backend.byteMatrix(8, 8, 'pictures', scaleOf(Random.fromSeed(1), 8));
    const message = 'The matrix "pictures" holds bytes, which products and batches alone read';
    expect(() => backend.fill(matrix, 1)).toThrow(message);
    expect(() => backend.view(matrix, 4)).toThrow(message);
    const recorded = backend.record('sum', [], () => [backend.absoluteSum(matrix)]);
    await expect(recorded).rejects.toThrow(message);
  });

  test('needs a scale for every column, on both engines', () => {
    for (const backend of [gpuFor('threads').backend, new CpuBackend()])
      expect(() => backend.byteMatrix(8, 9, 'pictures', scale)).toThrow(
        'byteMatrix: "pictures" needs 9 offsets and factors, not 10 and 10',
      );
  });
});
