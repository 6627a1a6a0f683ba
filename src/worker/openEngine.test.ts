import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CpuBackend } from '../backend/cpu/cpuBackend.ts';
import type { ByteCache } from '../data/byteCache.ts';
import { WebGpuUnavailableError } from '../model/errors.ts';
import { openCpuEngine } from './cpuEngine.ts';
import type { Engine } from './engine.ts';
import { fasterEngine } from './fasterEngine.ts';
import { openEngine } from './openEngine.ts';
import type { productRate } from './productRate.ts';

const gpu = vi.hoisted(() => ({ open: vi.fn(), rate: vi.fn() }));
vi.mock('./gpuEngine.ts', () => ({ openGpuEngine: gpu.open }));
vi.mock('./productRate.ts', async (original) => ({
  ...(await original<typeof import('./productRate.ts')>()),
  productRate: gpu.rate,
}));

const ADAPTER = 'SwiftShader';

/** Nothing of it computes. */
function fakeGpu(software: boolean): Engine {
  const engine = openCpuEngine(null);
  const device = { ...engine.device, engine: 'gpu', description: ADAPTER, software } as const;
  return { ...engine, device, close: vi.fn() };
}

function memoryCache(): ByteCache {
  const files = new Map<string, Uint8Array>();
  return {
    read: async (name) => files.get(name),
    write: async (name, bytes) => void files.set(name, bytes),
  };
}

const noError = () => undefined;

describe('the engine that is opened', () => {
  beforeEach(() => vi.resetAllMocks());

  it('is a real GPU, which is not measured', async () => {
    gpu.open.mockResolvedValue(fakeGpu(false));
    const { device } = await openEngine('auto', noError);
    expect([device.engine, device.comparison]).toEqual(['gpu', null]);
    expect(gpu.rate).not.toHaveBeenCalled();
  });

  it('is the one that was chosen, whatever is faster', async () => {
    gpu.open.mockResolvedValue(fakeGpu(true));
    expect((await openEngine('gpu', noError)).device.engine).toBe('gpu');
    expect((await openEngine('cpu', noError)).device.engine).toBe('cpu');
    expect(gpu.rate).not.toHaveBeenCalled();
  });

  it('is the CPU where there is no WebGPU, with a word about it', async () => {
    gpu.open.mockRejectedValue(new WebGpuUnavailableError('WebGPU', 'none'));
    const { device } = await openEngine('auto', noError);
    expect(device.engine).toBe('cpu');
    expect(device.notice).toContain('WebGPU is not available here');
    await expect(openEngine('gpu', noError)).rejects.toThrow('none');
  });

  it.each([
    [9e9, 4e9, 'gpu'],
    [4e9, 4e9, 'gpu'],
    [3e9, 4e9, 'cpu'],
  ])(
    'is the faster one where WebGPU is software: %d against %d, %s',
    async (onGpu, onCpu, name) => {
      const software = fakeGpu(true);
      gpu.open.mockResolvedValue(software);
      gpu.rate.mockResolvedValueOnce(onGpu).mockResolvedValueOnce(onCpu);
      const { device } = await openEngine('auto', noError);
      expect(device.engine).toBe(name);
      expect(device.notice).toBeNull();
      expect(device.comparison).toEqual({ adapter: ADAPTER, gpu: onGpu, cpu: onCpu });
      expect(software.close).toHaveBeenCalledTimes(name === 'cpu' ? 1 : 0);
    },
  );
});

describe('the comparison', () => {
  const openCpu = vi.fn(async () => openCpuEngine(null));
  beforeEach(() => openCpu.mockClear());

  it('is measured once for an adapter and kept', async () => {
    const cache = memoryCache();
    const rate = vi.fn(async () => 2e9).mockResolvedValueOnce(9e9);
    const first = await fasterEngine(fakeGpu(true), { openCpu, cache, rate });
    const again = await fasterEngine(fakeGpu(true), { openCpu, cache, rate });
    expect(again.device.comparison).toEqual(first.device.comparison);
    expect(rate).toHaveBeenCalledTimes(2);
    // Nor is the code of the slower engine fetched again.
    expect(openCpu).toHaveBeenCalledTimes(1);
    const other = {
      ...fakeGpu(true),
      device: { ...fakeGpu(true).device, description: 'llvmpipe' },
    };
    await fasterEngine(other, { openCpu, cache, rate });
    expect(rate).toHaveBeenCalledTimes(4);
  });

  it('leads to the CPU again from what was kept', async () => {
    const cache = memoryCache();
    const rate = vi.fn(async () => 2e9).mockResolvedValueOnce(1e9);
    await fasterEngine(fakeGpu(true), { openCpu, cache, rate });
    const { device } = await fasterEngine(fakeGpu(true), { openCpu, cache, rate });
    expect(device.engine).toBe('cpu');
    expect(rate).toHaveBeenCalledTimes(2);
  });

  it('is measured anew where nothing can be kept, or what was kept is spoilt', async () => {
    const broken: ByteCache = {
      read: () => Promise.reject(new Error('forbidden')),
      write: () => Promise.reject(new Error('forbidden')),
    };
    const spoilt: ByteCache = {
      ...memoryCache(),
      read: async () => new TextEncoder().encode('{}'),
    };
    const rate = vi.fn(async () => 2e9);
    for (const cache of [broken, spoilt]) {
      const { device } = await fasterEngine(fakeGpu(true), { openCpu, cache, rate });
      expect(device.comparison).toEqual({ adapter: ADAPTER, gpu: 2e9, cpu: 2e9 });
    }
  });

  it('that fails leaves the GPU', async () => {
    const rate = () => Promise.reject(new Error('the device is gone'));
    const engine = fakeGpu(true);
    expect(await fasterEngine(engine, { openCpu, cache: memoryCache(), rate })).toBe(engine);
    expect(engine.device.comparison).toBeNull();
  });
});

it('a rate is that of the product on the engine, whose memory is given back', async () => {
  const { productRate: measured } = await vi.importActual<{ productRate: typeof productRate }>(
    './productRate.ts',
  );
  const backend = new CpuBackend();
  const release = vi.spyOn(backend, 'release');
  const flops = await measured(backend);
  expect(flops).toBeGreaterThan(1e7);
  expect(flops).toBeLessThan(1e12);
  expect(release.mock.calls[0]?.[0]).toHaveLength(3);
});
