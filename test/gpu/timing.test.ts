/** `submit` tells how long the device computed, where the device can tell. */
import { expect, test } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { Backend, Program } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { openReplaced } from './replacedDevice.ts';

/** Reports its parameter, and multiplies matrices for a while. */
async function busy(backend: Backend, size: number): Promise<Program> {
  const [m, n] = [backend.matrix(size, size, 'm'), backend.matrix(size, size, 'n')];
  const x = backend.scalar('x', 0);
  return backend.record('busy', [x], () => {
    backend.product(n, m, m);
    return [x];
  });
}

function rows(count: number): number[][] {
  return Array.from({ length: count }, (_, i) => [i]);
}

test('the time of every chunk is heard, before the result, and fits into the time waited', async () => {
  const context = await openTestDevice();
  const backend = createGpuBackend(context);
  const program = await busy(backend, 32);
  const heard: number[] = [];
  const start = performance.now();
  const results = await backend.submit(program, rows(300), (milliseconds) => {
    heard.push(milliseconds);
  });
  const waited = performance.now() - start;
  expect(results.map(([x]) => x)).toEqual(rows(300).flat());
  // 300 rows are two chunks.
  expect(heard).toHaveLength(context.device.features.has('timestamp-query') ? 2 : 0);
  const sum = heard.reduce((total, milliseconds) => total + milliseconds, 0);
  expect(heard.every((milliseconds) => milliseconds > 0)).toBe(true);
  expect(sum).toBeLessThan(waited + 2);
});

test('overlapping submissions share the queries and keep their times apart', async () => {
  const context = await openTestDevice();
  const backend = createGpuBackend(context);
  const [short, long] = [await busy(backend, 16), await busy(backend, 300)];
  const times = { short: 0, long: 0 };
  const results = await Promise.all([
    backend.submit(short, rows(1), (milliseconds) => {
      times.short += milliseconds;
    }),
    backend.submit(short, rows(3)),
    backend.submit(long, rows(10), (milliseconds) => {
      times.long += milliseconds;
    }),
    backend.submit(long, rows(2)),
  ]);
  expect(results.map((result) => result.map(([x]) => x))).toEqual(
    [1, 3, 10, 2].map((count) => rows(count).flat()),
  );
  if (context.device.features.has('timestamp-query'))
    expect(times.long).toBeGreaterThan(times.short);
  else expect(times).toEqual({ short: 0, long: 0 });
});

test('a device without timestamps computes all the same and tells no time', async () => {
  const context = await openReplaced(() => ({ features: new Set() }));
  const backend = createGpuBackend(context);
  const heard: number[] = [];
  const results = await backend.submit(await busy(backend, 16), rows(3), (milliseconds) => {
    heard.push(milliseconds);
  });
  expect(results.map(([x]) => x)).toEqual([0, 1, 2]);
  expect(heard).toEqual([]);
});
