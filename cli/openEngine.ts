import { CpuBackend } from '../src/backend/cpu/cpuBackend.ts';
import { WebGpuUnavailableError } from '../src/model/errors.ts';
import type { RecordedDevice } from '../src/record/runRecord.ts';
import type { Settings } from '../src/settings/settings.ts';
import type { TrainingEngine } from '../src/training/trainingEngine.ts';
import { hostMemory } from './memory.ts';
import { mayHaveDriver, runAgainWith, softwareVariables } from './softwareGpu.ts';

const NO_DRIVER =
  'No Vulkan, Metal or D3D driver was found: install one (on Debian: apt install mesa-vulkan-drivers, or chromium, whose SwiftShader is found by itself), or compute in float64 with --backend cpu.';

/** An engine and what the record says of it. */
export interface CommandEngine extends TrainingEngine {
  readonly device: RecordedDevice;
  readonly close: () => void;
}

/** The engine, or the exit code of the command that ran again in this one's place with the variables of a driver. */
export type OpenedEngine =
  | { readonly kind: 'engine'; readonly engine: CommandEngine; readonly notice: string | null }
  | { readonly kind: 'ran-again'; readonly exitCode: number };

/**
 * Opens the engine that was asked for. 'gpu' is the machine's own driver, or else the SwiftShader of its Chromium;
 * 'auto' a GPU that is no software, or else the float64 engine.
 * @throws WebGpuUnavailableError where a GPU was asked for and there is no driver at all
 */
export async function openEngine(
  choice: Settings['engine'],
  onError: (error: Error) => void,
): Promise<OpenedEngine> {
  if (choice === 'cpu') return opened(openCpu());
  const native = mayHaveDriver() ? await openGpu(onError) : null;
  if (choice === 'auto') {
    if (native && !native.device.software) return opened(native);
    native?.close();
    return opened(openCpu(), 'No hardware GPU was found: the CPU computes, in float64.');
  }
  if (native) return opened(native);
  const variables = softwareVariables();
  if (!variables) throw new WebGpuUnavailableError('WebGPU', NO_DRIVER);
  return { kind: 'ran-again', exitCode: await runAgainWith(variables) };
}

function opened(engine: CommandEngine, notice: string | null = null): OpenedEngine {
  return { kind: 'engine', engine, notice };
}

/** The float64 engine. */
export function openCpu(): CommandEngine {
  const backend = new CpuBackend();
  const { description } = backend;
  return {
    backend,
    device: { engine: 'cpu', description, precision: 'float64', software: false },
    largestBuffer: null,
    memory: hostMemory(),
    counting: async (allocations) => {
      const { CountingCpuBackend } = await import('../src/backend/cpu/countingCpu.ts');
      return new CountingCpuBackend(allocations);
    },
    close: () => backend.dispose(),
  };
}

/** The float32 engine on Dawn; null where it finds no driver. */
async function openGpu(onError: (error: Error) => void): Promise<CommandEngine | null> {
  const { register } = await import('node:module');
  register('./shaderTexts.ts', import.meta.url);
  const { openGpu: open } = await import('../src/backend/gpu/openBrowserGpu.ts');
  const { nodeGpu } = await import('./nodeGpu.ts');
  try {
    const { backend, software, largestBuffer, counting, close } = await open(
      nodeGpu(),
      onError,
      null,
    );
    const { description } = backend;
    return {
      backend,
      device: { engine: 'gpu', description, precision: 'float32', software },
      largestBuffer,
      // A GPU of its own does not say how much it has; software computes in the machine's.
      memory: software ? hostMemory() : null,
      counting,
      close,
    };
  } catch (error) {
    if (error instanceof WebGpuUnavailableError) return null;
    throw error;
  }
}
