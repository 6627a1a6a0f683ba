import { beforeAll, expect, test } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { Backend, Program, Scalar } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';

let gpu: Backend;
beforeAll(async () => {
  gpu = createGpuBackend(await openTestDevice());
});

/** Reports each row's own parameters, a running total and the row's number. */
async function counter(backend: Backend, label: string, total: Scalar): Promise<Program> {
  const [x, y] = [backend.scalar('x', 0), backend.scalar('y', 0)];
  return backend.record(label, [x, y], () => {
    backend.assign(total, backend.add(total, x));
    return [x, y, total];
  });
}

function rows(count: number, first: number): number[][] {
  return Array.from({ length: count }, (_, i) => [1, first + i]);
}

function expected(count: number, first: number): number[][] {
  return Array.from({ length: count }, (_, i) => [1, first + i, first + i + 1]);
}

test('more rows than one pass holds run in order', async () => {
  const program = await counter(gpu, 'long', gpu.scalar('total', 0));
  const results = await gpu.submit(program, rows(1000, 0));
  expect(results.map((row) => [...row])).toEqual(expected(1000, 0));
});

test('overlapping submits keep their parameters, progress and reports apart', async () => {
  const total = gpu.scalar('total', 0);
  const program = await counter(gpu, 'overlapping', total);
  const other = await counter(gpu, 'other program', gpu.scalar('other total', 0));
  const sizes = [3, 300, 1, 17, 257, 5];
  let first = 0;
  const pending = sizes.map((size) => {
    const start = first;
    first += size;
    void gpu.submit(other, rows(2, 0));
    return gpu.submit(program, rows(size, start)).then((results) => ({ results, size, start }));
  });
  for (const { results, size, start } of await Promise.all(pending))
    expect(results.map((row) => [...row])).toEqual(expected(size, start));
});

test('writes, reads and submits run in the order of their calls', async () => {
  const m = gpu.matrix(2, 3, 'm');
  gpu.write(m, [1, 1, 1, 1, 1, 1]);
  const program = await gpu.record('double', [], () => {
    gpu.combine(m, [[gpu.constant(2), m]]);
    return [gpu.absoluteSum(m)];
  });
  const first = gpu.submit(program, [[]]);
  const readEarly = gpu.read(m);
  gpu.write(m, [5, 5, 5, 5, 5, 5]);
  const second = gpu.submit(program, [[], []]);
  expect([...(await readEarly)]).toEqual([2, 2, 2, 2, 2, 2]);
  expect((await first).map(([sum]) => sum)).toEqual([12]);
  expect((await second).map(([sum]) => sum)).toEqual([60, 120]);
});

test('more parameters and reports than a workgroup has threads keep their places', async () => {
  const count = 131;
  const parameters = Array.from({ length: count }, (_, i) => gpu.scalar(`parameter ${i}`, -1));
  const program = await gpu.record('many', parameters, () => parameters.toReversed());
  const rows = [0, 1000, 2000].map((from) => Array.from({ length: count }, (_, i) => from + i));
  const results = await gpu.submit(program, rows);
  expect(results.map((row) => [...row])).toEqual(rows.map((row) => row.toReversed()));
});

test('no rows, no parameters and no reports are possible', async () => {
  const m = gpu.matrix(1, 1, 'm');
  gpu.write(m, [1]);
  const program = await gpu.record('silent', [], () => {
    gpu.combine(m, [[gpu.constant(3), m]]);
    return [];
  });
  expect(await gpu.submit(program, [])).toEqual([]);
  expect(await gpu.submit(program, [[], []])).toEqual([new Float64Array(0), new Float64Array(0)]);
  expect([...(await gpu.read(m))]).toEqual([9]);
});

test('a row of the wrong length is refused', async () => {
  const program = await counter(gpu, 'strict', gpu.scalar('total', 0));
  await expect(gpu.submit(program, [[1]])).rejects.toThrow(
    /row 0 of "strict" has 1 values for 2 parameters/,
  );
});

test('a view is written without touching the columns beyond, and read back alone', async () => {
  const parent = gpu.matrix(3, 6, 'parent');
  gpu.write(
    parent,
    Float32Array.from({ length: 18 }, (_, i) => 100 + i),
  );
  const view = gpu.view(parent, 2);
  gpu.write(view, [1, 2, 3, 4, 5, 6]);
  expect([...(await gpu.read(view))]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...(await gpu.read(parent))]).toEqual([
    1, 2, 102, 103, 104, 105, 3, 4, 108, 109, 110, 111, 5, 6, 114, 115, 116, 117,
  ]);
});
