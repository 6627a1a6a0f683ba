import { WebGpuUnavailableError } from '../model/errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { Engine } from './engine.ts';

/**
 * Opens the engine that was asked for; 'auto' is the GPU, and the CPU where there is no WebGPU.
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
    return await openGpuEngine(onError);
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
