import { describe, expect, it } from 'vitest';
import { openTestDevice } from '../../../test/gpu/device.ts';
import { IN_DENO } from '../../../test/gpu/testGpu.ts';
import { createGpuBackend } from './gpuBackend.ts';
import type { ProductChoice } from './productPlan.ts';
import { choiceKey, chooseProducts, type MeasurementMemory, tunedChoice } from './productTuner.ts';

describe('the choice among measured kernels', () => {
  it('is the fastest, with its share of the time thread by thread', () => {
    const times = [
      { kind: 'threads', milliseconds: 8 },
      { kind: 'quads', milliseconds: 4 },
      { kind: 'tiles', milliseconds: 2 },
    ] as const;
    expect(chooseProducts(times)).toEqual({ kind: 'tiles', share: 0.25 });
    expect(chooseProducts(times.slice(0, 2))).toEqual({ kind: 'quads', share: 0.5 });
    expect(chooseProducts(times.slice(0, 1))).toEqual({ kind: 'threads', share: 1 });
  });

  it('is thread by thread where nothing can be said', () => {
    const silent = [
      { kind: 'threads', milliseconds: 0 },
      { kind: 'tiles', milliseconds: 0 },
    ] as const;
    expect(chooseProducts(silent)).toEqual({ kind: 'threads', share: 1 });
  });
});

/** Remembers in a map, and counts what is asked for. */
function memoryOf(values: Map<string, unknown>): MeasurementMemory {
  return {
    read: async (key) => values.get(key),
    write: async (key, value) => void values.set(key, value),
  };
}

it('is remembered for each adapter, also for those that do not tell their names', () => {
  const silent = { vendor: '', architecture: '', description: '', subgroupSize: null };
  const [few, many] = [['subgroups'], ['shader-f16', 'subgroups']];
  const keys = [
    { ...silent, isFallbackAdapter: true, features: few },
    { ...silent, isFallbackAdapter: false, features: few },
    { ...silent, isFallbackAdapter: false, features: many },
    { ...silent, vendor: 'apple', isFallbackAdapter: false, features: many },
  ].map(choiceKey);
  expect(new Set(keys).size).toBe(keys.length);
});

/** Deno's WebGPU offers no subgroups. */
const MEASURED = IN_DENO ? ['threads', 'tiles'] : ['threads', 'quads', 'slim-quads', 'tiles'];

describe('the tuned choice of a device', () => {
  it('is measured once and remembered, unless what is remembered is no choice', async () => {
    const context = await openTestDevice();
    const created: ProductChoice[] = [];
    const create = (choice: ProductChoice) => {
      created.push(choice);
      return createGpuBackend(context, { products: choice });
    };
    const values = new Map<string, unknown>();
    const choice = await tunedChoice(context, create, memoryOf(values));
    expect(created.map(({ kind }) => kind)).toEqual(MEASURED);
    expect([...values.values()]).toEqual([choice]);
    expect(choice.share).toBeGreaterThan(0);
    expect(choice.share).toBeLessThanOrEqual(1);

    expect(await tunedChoice(context, create, memoryOf(values))).toEqual(choice);
    expect(created).toHaveLength(MEASURED.length);

    for (const key of values.keys()) values.set(key, { kind: 'magic', share: 0.1 });
    await tunedChoice(context, create, memoryOf(values));
    expect(created).toHaveLength(2 * MEASURED.length);
  });

  it('is measured where the memory fails', async () => {
    const context = await openTestDevice();
    const fails = () => Promise.reject(new Error('no storage'));
    const create = (choice: ProductChoice) => createGpuBackend(context, { products: choice });
    const choice = await tunedChoice(context, create, { read: fails, write: fails });
    expect(choice.share).toBeGreaterThan(0);
  });
});
