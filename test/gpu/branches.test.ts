import { beforeAll, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';

let gpu: Backend;
beforeAll(async () => {
  gpu = createGpuBackend(await openTestDevice());
});

/** Runs on both engines, which must agree exactly; returns the common result. */
async function agree(run: (backend: Backend) => Promise<Float64Array[]>): Promise<number[][]> {
  const [actual, expected] = [await run(gpu), await run(new CpuBackend())];
  expect(actual).toEqual(expected);
  return actual.map((row) => [...row]);
}

test('a branch runs where its flag is not 0, matrix operations included', async () => {
  const results = await agree(async (backend) => {
    const m = backend.matrix(5, 7, 'm');
    backend.write(m, new Float32Array(35).fill(1));
    const flag = backend.scalar('flag', 0);
    const sum = backend.scalar('sum', 0);
    const program = await backend.record('branch', [flag], () => {
      backend.when(flag, () => {
        backend.combine(m, [[backend.constant(2), m]]);
        backend.assign(sum, backend.absoluteSum(m));
      });
      return [backend.absoluteSum(m), sum];
    });
    return backend.submit(program, [[0], [1], [0], [-3], [0.001], [0]]);
  });
  expect(results).toEqual([
    [35, 0],
    [70, 70],
    [70, 70],
    [140, 140],
    [280, 280],
    [280, 280],
  ]);
});

test('a branch opens and shuts more dispatches than its gate has threads', async () => {
  const count = 70;
  const results = await agree(async (backend) => {
    // Of different shapes, so that no two dispatches could be one, nor have one number of workgroups.
    const matrices = Array.from({ length: count }, (_, i) =>
      backend.matrix(1 + 17 * i, 5, `m${i}`),
    );
    for (const m of matrices) backend.write(m, new Float32Array(m.rows * m.columns).fill(1));
    const flag = backend.scalar('flag', 0);
    const program = await backend.record('long branch', [flag], () => {
      backend.when(flag, () => {
        for (const m of matrices) backend.combine(m, [[backend.constant(2), m]]);
      });
      return matrices.map((m) => backend.absoluteSum(m));
    });
    return backend.submit(program, [[0], [1], [0]]);
  });
  const sizes = Array.from({ length: count }, (_, i) => 5 * (1 + 17 * i));
  const doubled = sizes.map((size) => 2 * size);
  expect(results).toEqual([sizes, doubled, doubled]);
});

test('a nested branch stays shut in a shut one, even if its own flag is left over from an earlier row', async () => {
  const results = await agree(async (backend) => {
    const [outer, inner] = [backend.scalar('outer', 0), backend.scalar('inner', 0)];
    const [steps, after] = [backend.scalar('steps', 0), backend.scalar('after', 0)];
    const program = await backend.record('nested', [outer, inner], () => {
      const one = backend.constant(1);
      backend.when(outer, () => {
        // Computed within the outer branch only: stale in every row that does not take it.
        const flag = backend.greater(inner, backend.constant(0.5));
        backend.when(flag, () => {
          backend.assign(steps, backend.add(steps, one));
          backend.when(backend.not(backend.greater(steps, backend.constant(1.5))), () => {
            backend.assign(steps, backend.add(steps, backend.constant(10)));
          });
        });
        backend.assign(after, backend.add(after, one));
      });
      return [steps, after];
    });
    return backend.submit(program, [
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]);
  });
  expect(results).toEqual([
    [11, 1],
    [11, 1],
    [11, 1],
    [11, 2],
    [12, 3],
    [12, 3],
  ]);
});

test('the flag is read at the start of the branch', async () => {
  const results = await agree(async (backend) => {
    const [flag, count] = [backend.scalar('flag', 1), backend.scalar('count', 0)];
    const start = backend.scalar('start', 0);
    const program = await backend.record('self-closing', [start], () => {
      backend.assign(flag, start);
      for (let attempt = 0; attempt < 4; attempt++) {
        backend.when(flag, () => {
          backend.assign(count, backend.add(count, backend.constant(1)));
          backend.assign(flag, backend.greater(start, count));
          backend.assign(count, backend.add(count, backend.constant(1)));
        });
      }
      return [count];
    });
    return backend.submit(program, [[1], [0], [7]]);
  });
  expect(results).toEqual([[2], [2], [8]]);
});

test('an empty branch, and operations before, between and after nested branches, keep their order', async () => {
  const results = await agree(async (backend) => {
    const x = backend.scalar('x', 0);
    const flag = backend.scalar('flag', 0);
    const m = backend.matrix(3, 3, 'm');
    backend.write(m, new Float32Array(9).fill(1));
    const program = await backend.record('order', [flag], () => {
      const scale = (by: number): void => backend.combine(m, [[backend.constant(by), m]]);
      backend.when(flag, () => {});
      backend.when(flag, () => {
        scale(2);
        backend.when(flag, () => scale(3));
        backend.combine(m, [
          [null, m],
          [null, m],
        ]);
        backend.when(backend.not(flag), () => scale(1000));
        scale(0.25);
      });
      backend.assign(x, backend.absoluteSum(m));
      return [x];
    });
    return backend.submit(program, [[1], [0], [1]]);
  });
  expect(results).toEqual([[27], [27], [81]]);
});
