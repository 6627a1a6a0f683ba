/** Opening a WebGPU device, what it can do, and what becomes of its errors. */
import {
  DeviceLostError,
  GpuValidationError,
  OutOfMemoryError,
  WebGpuUnavailableError,
} from '../../model/errors.ts';
import { LossWatch } from './lossWatch.ts';

/** What computes, for the user and for measurements. */
export interface AdapterDescription {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** A software adapter such as SwiftShader. */
  readonly isFallbackAdapter: boolean;
  readonly features: readonly string[];
  /** Threads of a subgroup where all have the same number and kernels may use them; else null. */
  readonly subgroupSize: number | null;
}

/** An open device. */
export interface GpuContext {
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
  /** Rejects what waits on the device when the device is lost. */
  readonly loss: LossWatch;
  /** Called with every error that no error scope caught, and with the loss of the device. */
  onError: (error: Error) => void;
  /** Gives the device back; one that somebody else destroys is lost. */
  readonly close: () => void;
}

/** The limits that the kernels want as large as the adapter offers them. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
] as const;

/** Features that are used where they are offered. */
const USED_FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'subgroups'];

const UNAVAILABLE =
  'This browser offers no WebGPU adapter. Use a current Chrome, Edge, Safari or Firefox, switch hardware acceleration on, or train on the CPU.';

/** The typed error for what WebGPU reported about `label`. */
export function typedError(label: string, error: GPUError): Error {
  if (error instanceof GPUOutOfMemoryError) {
    return new OutOfMemoryError(
      label,
      `The GPU has no memory left for ${label}. Use fewer samples or narrower layers, or close other tabs that use the GPU.`,
      { cause: error },
    );
  }
  return new GpuValidationError(label, `${label}: ${error.message}`, { cause: error });
}

/** What an adapter tells of itself. */
export function describeAdapter(
  adapter: Pick<GPUAdapter, 'info' | 'features'>,
): AdapterDescription {
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const { subgroupMinSize, subgroupMaxSize } = adapter.info;
  const offered = adapter.features.has('subgroups') && subgroupMinSize === subgroupMaxSize;
  return {
    vendor,
    architecture,
    description,
    // Browsers that are a little older do not tell.
    isFallbackAdapter: Boolean(isFallbackAdapter),
    features: [...adapter.features].sort(),
    subgroupSize: offered ? subgroupMinSize : null,
  };
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(
    RAISED_LIMITS.map((limit) => [limit, adapter.limits[limit]]),
  );
  const requiredFeatures = USED_FEATURES.filter((feature) => adapter.features.has(feature));
  try {
    return await adapter.requestDevice({ label: 'DLAM Lab', requiredLimits, requiredFeatures });
  } catch (cause) {
    throw new WebGpuUnavailableError('WebGPU', `The GPU refused to open: ${String(cause)}`, {
      cause,
    });
  }
}

/**
 * Opens the fastest adapter: `navigator.gpu` in a page or worker, Dawn's in Node; null or undefined
 * where there is none.
 */
export async function openDevice(gpu: GPU | null | undefined): Promise<GpuContext> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new WebGpuUnavailableError('WebGPU', UNAVAILABLE);
  const device = await requestDevice(adapter);
  let closed = false;
  const context: GpuContext = {
    device,
    close: () => {
      closed = true;
      device.destroy();
    },
    adapter: describeAdapter(adapter),
    loss: new LossWatch(),
    onError: (error) => console.error(error),
  };
  device.addEventListener('uncapturederror', (event) =>
    context.onError(typedError('WebGPU', event.error)),
  );
  void device.lost.then(({ reason, message }) => {
    if (closed && reason === 'destroyed') {
      context.loss.close();
      return;
    }
    const error = new DeviceLostError(
      'GPU',
      `The GPU device was lost: ${message || 'no reason given'}. The curves up to here are kept.`,
    );
    context.loss.report(error);
    context.onError(error);
  });
  return context;
}
