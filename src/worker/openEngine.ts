import { browserCache } from '../data/byteCache.ts';
import { WebGpuUnavailableError } from '../model/errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { Engine } from './engine.ts';

/**
 * Opens the engine that was asked for; 'auto' is the GPU, the CPU where there is no WebGPU, and the faster of both where
 * WebGPU is software.
 * `onError` hears of what goes wrong between calls, such as the loss of the device.
 * @throws WebGpuUnavailableError when the GPU was asked for and there is none.
 */
export async function openEngine(
  choice: Settings['engine'],
  onError: (error: Error) => void,
): Promise<Engine> {
  if (choice === 'cpu') return await openCpu(null);
  try {
    const { openGpuEngine } = await import('./gpuEngine.ts');
    const gpu = await openGpuEngine(onError);
    if (choice === 'gpu' || !gpu.device.software) return gpu;
    const { fasterEngine } = await import('./fasterEngine.ts');
    return await fasterEngine(gpu, { openCpu: () => openCpu(null), cache: browserCache() });
  } catch (error) {
    if (choice === 'gpu' || !(error instanceof WebGpuUnavailableError)) throw error;
    return await openCpu(
      'WebGPU is not available here: the CPU computes instead, in float64, and more slowly.',
    );
  }
}

/** The float64 engine is fetched where it is needed: most visits have a GPU. */
async function openCpu(notice: string | null): Promise<Engine> {
  const { openCpuEngine } = await import('./cpuEngine.ts');
  return openCpuEngine(notice);
}
