import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { SCALAR_OPERATIONS } from '../../src/backend/gpu/controlStep.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { kernels } from '../../src/backend/gpu/kernels.ts';
import type { Backend, Scalar } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { U } from './engines.ts';

let gpu: Backend;
beforeAll(async () => {
  gpu = createGpuBackend(await openTestDevice());
});

const VALUES = [0, 1, -1, 0.5, 3, -2.75, 1e-20, -1e20, 1e-3] as const;

/** Reports what `body` makes of each pair of values. */
async function evaluate(
  backend: Backend,
  pairs: readonly (readonly [number, number])[],
  body: (x: Scalar, y: Scalar) => Scalar,
): Promise<number[]> {
  const [x, y] = [backend.scalar('x', 0), backend.scalar('y', 0)];
  const program = await backend.record('scalars', [x, y], () => [body(x, y)]);
  const results = await backend.submit(program, pairs);
  backend.releaseProgram(program);
  return results.map(([value]) => value ?? Number.NaN);
}

const PAIRS = VALUES.flatMap((x) => VALUES.map((y) => [Math.fround(x), Math.fround(y)] as const));

describe('scalar arithmetic is that of the CPU engine', () => {
  const exact = ['minimum', 'maximum', 'greater', 'atLeast', 'and'] as const;
  test.each(exact)('%s, exactly', async (operation) => {
    const run = (backend: Backend): Promise<number[]> =>
      evaluate(backend, PAIRS, (x, y) => backend[operation](x, y));
    expect(await run(gpu)).toEqual(await run(new CpuBackend()));
  });

  test.each(['add', 'subtract', 'multiply', 'divide'] as const)(
    '%s, to its rounding',
    async (operation) => {
      const run = (backend: Backend): Promise<number[]> =>
        evaluate(backend, PAIRS, (x, y) => backend[operation](x, y));
      const [actual, expected] = [await run(gpu), await run(new CpuBackend())];
      for (const [i, wanted] of expected.entries()) {
        const got = actual[i] ?? Number.NaN;
        // WGSL divides to 2.5 ulp; beyond float32 the result is infinite or, below the normal numbers, may be 0.
        if (Math.abs(wanted) > 3.4e38) expect(Math.abs(got)).toBe(Number.POSITIVE_INFINITY);
        else if (Math.abs(wanted) < 1.2e-38) expect(Math.abs(got - wanted)).toBeLessThan(1.2e-38);
        else expect(Math.abs(got - wanted)).toBeLessThanOrEqual(5 * U * Math.abs(wanted));
      }
    },
  );

  test('not and squareRoot', async () => {
    const pairs = [0, 1, 2, 1e-10, 49].map((x) => [x, 0] as const);
    expect(await evaluate(gpu, pairs, (x) => gpu.not(x))).toEqual([1, 0, 0, 0, 0]);
    const roots = await evaluate(gpu, pairs, (x) => gpu.squareRoot(x));
    for (const [i, root] of roots.entries())
      expect(Math.abs(root - Math.sqrt(pairs[i]?.[0] ?? 0))).toBeLessThanOrEqual(4 * U * root);
  });
});

test('divide gives 0 where the divisor is 0', async () => {
  const pairs = [
    [1, 0],
    [0, 0],
    [-5, -0],
    [1e30, 0],
  ] as const;
  expect(await evaluate(gpu, pairs, (x, y) => gpu.divide(x, y))).toEqual([0, 0, 0, 0]);
});

test('raiseByDoubling is exact over the whole range of exponents', async () => {
  const pairs = [
    [2 ** -40, 0],
    [2 ** -40, 2 ** -40],
    [2 ** -40, Math.fround(2 ** -40 * 1.0000002)],
    [2 ** -40, 1],
    [2 ** -40, Math.fround(1.5)],
    [3, 3 * 2 ** 100],
    [2 ** -126, 2 ** 127],
    [0.7, 5],
    [4, -1],
  ] as const;
  const run = (backend: Backend): Promise<number[]> =>
    evaluate(
      backend,
      pairs.map(([start, bound]) => [Math.fround(start), Math.fround(bound)]),
      (x, y) => backend.raiseByDoubling(x, y),
    );
  expect(await run(gpu)).toEqual(await run(new CpuBackend()));
});

test('raiseByDoubling ends for a bound that nothing reaches', async () => {
  const values = await evaluate(
    gpu,
    [
      [1, Number.POSITIVE_INFINITY],
      [1, Number.NaN],
    ],
    (x, y) => gpu.raiseByDoubling(x, y),
  );
  expect(values[0]).toBe(Number.POSITIVE_INFINITY);
  expect(values).toHaveLength(2);
});

test('assign changes an existing scalar, in order with what reads it', async () => {
  const run = async (backend: Backend): Promise<Float64Array[]> => {
    const [x, total] = [backend.scalar('x', 0), backend.scalar('total', 10)];
    const program = await backend.record('running total', [x], () => {
      const before = backend.add(total, backend.constant(0));
      backend.assign(total, backend.add(total, x));
      return [before, total, backend.multiply(total, backend.constant(2))];
    });
    return backend.submit(program, [[1], [2], [3]]);
  };
  const results = await run(gpu);
  expect(results.map((row) => [...row])).toEqual([
    [10, 11, 22],
    [11, 13, 26],
    [13, 16, 32],
  ]);
  expect(results).toEqual(await run(new CpuBackend()));
});

test('scalars are written and read between submissions', async () => {
  const [x, y] = [gpu.scalar('x', 1), gpu.scalar('y', 2)];
  gpu.writeScalar(x, 7);
  expect(await gpu.readScalars([y, x])).toEqual([2, 7]);
  expect(await gpu.readScalars([])).toEqual([]);
});

test('arithmetic outside a program, and assigning to a constant, are named as mistakes', async () => {
  const x = gpu.scalar('x', 1);
  expect(() => gpu.add(x, x)).toThrow(/add is only possible while a program is recorded/);
  await expect(
    gpu.record('mistake', [], () => {
      gpu.assign(gpu.constant(3), x);
      return [];
    }),
  ).rejects.toThrow(/constant 3 cannot be assigned/);
});

test('the opcodes of the recorder are those of the shader', () => {
  const source = kernels.control.source;
  const inShader = [...source.matchAll(/^const (\w+) = (\d+)u;/gm)].map(([, name, code]) => [
    name,
    Number(code),
  ]);
  const snake = (name: string): string =>
    name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  expect(inShader).toEqual(SCALAR_OPERATIONS.map((name, code) => [snake(name), code]));
});
