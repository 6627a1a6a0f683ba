import { openBrowserGpu } from '../backend/gpu/openBrowserGpu.ts';
import type { Engine } from './engine.ts';
import { measurementMemory } from './measurementMemory.ts';

/** The float32 engine on WebGPU. @throws WebGpuUnavailableError where there is none. */
export async function openGpuEngine(onError: (error: Error) => void): Promise<Engine> {
  const { backend, software, limits, largestBuffer, counting, close } = await openBrowserGpu(
    onError,
    measurementMemory(),
  );
  const { times } = await backend.profile(async () => undefined);
  return {
    backend,
    largestBuffer,
    counting,
    close,
    device: {
      engine: 'gpu',
      description: backend.description,
      precision: 'float32',
      software,
      timesKernels: times !== null,
      limits,
      notice: null,
      comparison: null,
    },
  };
}
