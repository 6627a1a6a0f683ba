import { expect, it } from 'vitest';
import type { DeviceSummary } from '../../worker/protocol.ts';
import { comparisonText } from './comparisonText.ts';

const device: DeviceSummary = {
  engine: 'gpu',
  description: 'SwiftShader',
  precision: 'float32',
  software: true,
  timesKernels: true,
  limits: [],
  notice: null,
  comparison: { adapter: 'google swiftshader', gpu: 9.123e9, cpu: 1.24e9 },
};

it('says which engine was faster, and both figures', () =>
  expect(comparisonText(device)).toBe(
    'This browser computes WebGPU in software (SwiftShader): 9.1 GFLOP/s against 1.2 of the CPU engine, so WebGPU is used.',
  ));

it('says that the CPU engine is used where that was the faster one', () => {
  const comparison = { adapter: 'llvmpipe', gpu: 0.81e9, cpu: 12.6e9 };
  expect(comparisonText({ ...device, engine: 'cpu', comparison })).toBe(
    'This browser computes WebGPU in software (llvmpipe): 0.81 GFLOP/s against 13 of the CPU engine, so the CPU engine is used.',
  );
});

it('leaves the name out where the adapter tells none', () => {
  const comparison = { adapter: 'WebGPU', gpu: 1e9, cpu: 14e9 };
  expect(comparisonText({ ...device, engine: 'cpu', comparison })).toBe(
    'This browser computes WebGPU in software: 1.0 GFLOP/s against 14 of the CPU engine, so the CPU engine is used.',
  );
});

it('says nothing where nothing was compared', () =>
  expect(comparisonText({ ...device, comparison: null })).toBeNull());
