import { CpuBackend } from '../backend/cpu/cpuBackend.ts';
import { openBrowserGpu } from '../backend/gpu/openBrowserGpu.ts';
import { WebGpuUnavailableError } from '../model/errors.ts';
import type { Backend } from '../optimiser/backend.ts';
import type { Settings } from '../settings/settings.ts';
import type { DeviceSummary } from './protocol.ts';

/** A backend and what the page says of it. */
export interface Engine {
  readonly backend: Backend;
  readonly device: DeviceSummary;
  /** Gives all its memory back. */
  readonly close: () => void;
}

/**
 * Opens the engine that was asked for; 'auto' is the GPU, and the CPU where there is no WebGPU.
 * `onError` hears of what goes wrong between calls, such as the loss of the device.
 * @throws WebGpuUnavailableError when the GPU was asked for and there is none.
 */
export async function openEngine(
  choice: Settings['engine'],
  onError: (error: Error) => void,
): Promise<Engine> {
  if (choice === 'cpu') return cpuEngine(null);
  try {
    return await gpuEngine(onError);
  } catch (error) {
    if (choice === 'gpu' || !(error instanceof WebGpuUnavailableError)) throw error;
    return cpuEngine(
      'WebGPU is not available here: the CPU computes instead, in float64, and more slowly.',
    );
  }
}

async function gpuEngine(onError: (error: Error) => void): Promise<Engine> {
  const { backend, software, limits, close } = await openBrowserGpu(onError);
  return {
    backend,
    close,
    device: {
      engine: 'gpu',
      description: backend.description,
      precision: 'float32',
      software,
      limits,
      notice: null,
    },
  };
}

function cpuEngine(notice: string | null): Engine {
  const backend = new CpuBackend();
  return {
    backend,
    close: () => backend.dispose(),
    device: {
      engine: 'cpu',
      description: backend.description,
      precision: 'float64',
      software: false,
      limits: [],
      notice,
    },
  };
}
