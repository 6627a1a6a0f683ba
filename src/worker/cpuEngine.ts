import { CpuBackend } from '../backend/cpu/cpuBackend.ts';
import type { Engine } from './engine.ts';
import { hostMemory } from './hostMemory.ts';

/** The float64 engine; `notice` says why where it was not asked for. */
export function openCpuEngine(notice: string | null): Engine {
  const backend = new CpuBackend();
  return {
    backend,
    largestBuffer: null,
    memory: hostMemory(),
    counting: async (allocations) => {
      const { CountingCpuBackend } = await import('../backend/cpu/countingCpu.ts');
      return new CountingCpuBackend(allocations);
    },
    close: () => backend.dispose(),
    device: {
      engine: 'cpu',
      description: backend.description,
      precision: 'float64',
      software: false,
      timesKernels: false,
      limits: [],
      notice,
      comparison: null,
    },
  };
}
