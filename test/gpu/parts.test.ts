/** Backends that store samples in small parts, against one that does not; and what parts cannot do. */
import { describe, expect, test, vi } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { type GpuMatrix, readFloats } from '../../src/backend/gpu/matrices.ts';
import { ROWS_PER_PART } from '../../src/backend/gpu/rowParts.ts';
import type { Algorithm } from '../../src/model/algorithms.ts';
import type { Backend, Matrix, ProductOptions } from '../../src/optimiser/backend.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { uploadProblem } from '../../src/optimiser/problem.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { toyRows } from '../support/toyProblem.ts';
import { openGpus } from './gpus.ts';

const gpuFor = openGpus();

/** The parts of a matrix of this backend. */
function partsOf(matrix: Matrix): GpuMatrix['parts'] {
  return (matrix as GpuMatrix).parts;
}

describe('whole iterations in parts of 96 samples', () => {
  const ROWS = 96;
  const ITERATIONS = 5;
  const FEATURES = 40;
  const CLASSES = 5;
  /** Three parts of 96 samples and one of 12; the test set in two. */
  const [TRAINING, TEST] = [300, 150];

  function samples(count: number, seed: number) {
    const { x, labels } = toyRows(count, FEATURES, CLASSES, seed);
    const origin = Uint32Array.from(labels.keys());
    return { features: x, labels: Uint8Array.from(labels), count, origin };
  }
  const dataset = {
    featureCount: FEATURES,
    classCount: CLASSES,
    train: samples(TRAINING, 1),
    test: samples(TEST, 2),
  };
  const settings: Settings = {
    ...INITIAL_SETTINGS,
    hidden: [33, 17],
    lambda: [0.01],
    innerSteps: [1],
    evaluateEvery: 1,
  };

  async function trained(
    rowsPerPart: number | null,
    algorithm: Algorithm,
    changes: Partial<Settings>,
  ): Promise<readonly IterationFigures[]> {
    const { backend } = gpuFor(rowsPerPart);
    const all = { ...settings, ...changes };
    const problem = uploadProblem(backend, dataset, all.bias);
    const { length } = partsOf(problem.train.inputs);
    expect(length).toBe(rowsPerPart === null ? 1 : 4);
    const { optimiser, weights } = await createRun(backend, problem, all, algorithm, dataset);
    const records = [await optimiser.start(weights), ...(await optimiser.advance(ITERATIONS))];
    optimiser.dispose();
    return records;
  }

  const CASES: readonly (readonly [Algorithm, Partial<Settings>])[] = [
    ['mdlam', {}],
    ['mdlam', { activation: 'sigmoid', loss: 'least-squares', regulariser: 'l1', innerSteps: [2] }],
    ['dlam', { activation: 'leaky-relu', bias: false, proxSolver: 'fista' }],
    ['dladmm', {}],
    ['sgd', { activation: 'tanh', batchSize: null }],
    // 300 = 2·130 + 40: batches in two parts and in one, from four.
    ['adam', { batchSize: 130 }],
  ];

  test.each(CASES)('%s %j goes the way it goes without parts', async (algorithm, changes) => {
    const expected = await trained(null, algorithm, changes);
    const actual = await trained(ROWS, algorithm, changes);
    expect(actual).toHaveLength(ITERATIONS + 1);
    expected.forEach(({ objective, forward }, k) => {
      const ratio = (actual[k]?.objective as number) / objective;
      expect(Math.abs(ratio - 1), `iteration ${k}`).toBeLessThan(1e-5);
      expect(actual[k]?.forward?.trainAccuracy).toBe(forward?.trainAccuracy);
      expect(actual[k]?.forward?.testAccuracy).toBe(forward?.testAccuracy);
      expect(forward?.testAccuracy).toBeGreaterThan(0);
    });
    expect(actual.at(-1)?.objective).not.toBe(actual[0]?.objective);
  });
});

describe('a matrix in parts', () => {
  test('has as many buffers as parts, and a view of it the same ones', () => {
    const { backend } = gpuFor(64);
    const matrix = backend.matrix(200, 9, 'many rows');
    expect(partsOf(matrix).map(({ firstRow, rows }) => [firstRow, rows])).toEqual([
      [0, 64],
      [64, 64],
      [128, 64],
      [192, 8],
    ]);
    expect(new Set(partsOf(matrix).map(({ buffer }) => buffer)).size).toBe(4);
    expect(partsOf(backend.view(matrix, 3)).map(({ buffer }) => buffer)).toEqual(
      partsOf(matrix).map(({ buffer }) => buffer),
    );
  });

  test('is filled with one value throughout, its padding not, a view without what lies beyond it', async () => {
    const { backend, context } = gpuFor(96);
    const matrix = backend.matrix(200, 6, 'filled');
    backend.fill(matrix, 3);
    backend.fill(backend.view(matrix, 2), 5);
    const values = Array.from({ length: 200 }, () => [5, 5, 3, 3, 3, 3]).flat();
    expect([...(await backend.read(matrix))]).toEqual(values);
    const { buffer, rows, stride } = partsOf(matrix)[1] as GpuMatrix['parts'][number];
    const floats = await readFloats(context, buffer, 0, 4 * rows * stride);
    expect([...floats.slice(-8)]).toEqual([5, 5, 3, 3, 3, 3, 0, 0]);
    backend.release([matrix]);
  });

  test('is whole without a choice up to 16,384 rows', () => {
    const { backend } = gpuFor(null);
    expect(partsOf(backend.matrix(ROWS_PER_PART, 1, 'as many as go'))).toHaveLength(1);
    expect(partsOf(backend.matrix(ROWS_PER_PART + 1, 1, 'one more'))).toHaveLength(2);
  });

  test('is freed part by part, and by a view not at all', () => {
    const { backend } = gpuFor(64);
    const matrix = backend.matrix(130, 4, 'freed');
    const destroyed = partsOf(matrix).map(({ buffer }) => vi.spyOn(buffer, 'destroy'));
    backend.release([backend.view(matrix, 2)]);
    for (const destroy of destroyed) expect(destroy).not.toHaveBeenCalled();
    backend.release([matrix]);
    for (const destroy of destroyed) expect(destroy).toHaveBeenCalledOnce();
  });

  test('is recognised as the storage of its views', async () => {
    const { backend } = gpuFor(64);
    const [matrix, other] = [backend.matrix(130, 4, 'whole'), backend.matrix(130, 2, 'other')];
    const record = (body: () => void) =>
      backend.record('aliased', [], () => {
        body();
        return [];
      });
    const view = backend.view(matrix, 2);
    await expect(record(() => backend.activate(view, view, 'relu'))).rejects.toThrow(
      /shares storage/,
    );
    await expect(record(() => backend.activate(other, view, 'relu'))).resolves.toBeDefined();
  });
});

describe('what cannot be done with parts', () => {
  /** out, A and B by rows and columns, where at most 64 rows are in one part. */
  const PRODUCTS: readonly (readonly [
    whichIsSplit: string,
    shapes: Readonly<Record<'out' | 'A' | 'B', readonly [rows: number, columns: number]>>,
    options: ProductOptions,
  ])[] = [
    ['B', { out: [3, 5], A: [3, 65], B: [65, 5] }, {}],
    ['B', { out: [3, 65], A: [3, 4], B: [65, 4] }, { transposeB: true }],
    ['B', { out: [100, 65], A: [100, 4], B: [65, 4] }, { transposeB: true }],
    ['out', { out: [65, 65], A: [70, 65], B: [70, 65] }, { transposeA: true }],
    ['A', { out: [4, 5], A: [65, 4], B: [5, 65] }, { transposeA: true, transposeB: true }],
    ['B', { out: [4, 65], A: [9, 4], B: [65, 9] }, { transposeA: true, transposeB: true }],
  ];

  test.each(PRODUCTS)('a product with a split %s: %j', async (which, shapes, options) => {
    const { backend } = gpuFor(64);
    const make = (name: 'out' | 'A' | 'B'): Matrix => backend.matrix(...shapes[name], name);
    const [out, a, b] = [make('out'), make('A'), make('B')];
    const recorded = backend.record('impossible', [], () => {
      backend.product(out, a, b, options);
      return [];
    });
    await expect(recorded).rejects.toThrow(RangeError);
    await expect(recorded).rejects.toThrow(
      new RegExp(`"A".* · "B".* cannot be formed from parts, and "${which}" has 2`),
    );
  });

  test('matrices of backends with different parts', async () => {
    const [one, other] = [gpuFor(64).backend, gpuFor(96).backend];
    const [m, n] = [one.matrix(200, 4, 'm'), other.matrix(200, 4, 'n')];
    const recorded = one.record('mixed', [], () => [one.dot(m, n)]);
    await expect(recorded).rejects.toThrow(/"m" and "n" are not split alike/);
  });

  test.each([0, 33, -64])('parts of %i rows', (rowsPerPart) => {
    const { context } = gpuFor(null);
    expect((): Backend => createGpuBackend(context, { rowsPerPart })).toThrow(RangeError);
  });
});
