import { openBrowserGpu } from '../backend/gpu/openBrowserGpu.ts';
import { browserCache } from '../data/byteCache.ts';
import type { Engine } from './engine.ts';
import { hostMemory } from './hostMemory.ts';
import { measurementMemory } from './measurementMemory.ts';

/** The float32 engine on WebGPU. @throws WebGpuUnavailableError where there is none. */
export async function openGpuEngine(onError: (error: Error) => void): Promise<Engine> {
  const { backend, software, limits, largestBuffer, counting, close } = await openBrowserGpu(
    onError,
    measurementMemory(browserCache()),
  );
  const { times } = await backend.profile(async () => undefined);
  return {
    backend,
    largestBuffer,
    // A GPU of its own does not say how much it has; software computes in the machine's.
    memory: software ? hostMemory() : null,
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
