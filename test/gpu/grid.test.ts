import { expect, test } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { openReplaced, replaced } from './replacedDevice.ts';

test('grids longer than the device allows along x fold into y and still reach every element once', async () => {
  const context = await openReplaced((device) => ({
    limits: replaced(device.limits, { maxComputeWorkgroupsPerDimension: 3 }),
  }));
  const backend = createGpuBackend(context);
  const [rows, columns] = [211, 37];
  const m = backend.matrix(rows, columns, 'm');
  const values = Float32Array.from({ length: rows * columns }, (_, i) => i % 1000);
  backend.write(m, values);
  const program = await backend.record('fold', [], () => {
    backend.combine(m, [[backend.constant(3), m]]);
    return [backend.absoluteSum(m)];
  });
  const [reported] = await backend.submit(program, [[]]);
  const tripled = values.map((value) => 3 * value);
  expect([...(await backend.read(m))]).toEqual([...tripled]);
  expect(reported?.[0]).toBe(tripled.reduce((sum, value) => sum + value, 0));
});
