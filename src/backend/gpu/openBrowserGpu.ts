import type { Backend } from '../../optimiser/backend.ts';
import type { Allocations } from '../allocations.ts';
import { openDevice } from './device.ts';
import { createGpuBackend } from './gpuBackend.ts';
import { largestBufferOf } from './matrices.ts';
import type { ProductChoice, ProductKind } from './productPlan.ts';
import { type MeasurementMemory, tunedChoice } from './productTuner.ts';

/** A GPU engine and what is said of it, in words. */
export interface BrowserGpu {
  readonly backend: Backend;
  /** A software adapter: correct, but no faster than the processor it runs on. */
  readonly software: boolean;
  readonly limits: readonly (readonly [name: string, value: string])[];
  /** The most bytes that one buffer of a matrix may have. */
  readonly largestBuffer: number;
  /** An engine as this one that only counts what it allocates; its code is fetched at the first call. */
  readonly counting: (allocations: Allocations) => Promise<Backend>;
  /** Gives the engine and the device back. */
  readonly close: () => void;
}

const MEBIBYTE = 2 ** 20;

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE).toLocaleString('en-GB')} MiB`;
}

/** SwiftShader and llvmpipe do not always call themselves fallback adapters. */
function isSoftware(name: string, isFallbackAdapter: boolean): boolean {
  return isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(name);
}

/** How products are taken, in words. */
const PRODUCTS: Readonly<Record<ProductKind, string>> = {
  threads: 'each thread a tile of its own',
  quads: 'four threads a tile, by subgroup swaps',
  'slim-quads': 'four threads a small tile, by subgroup swaps',
  tiles: '64 threads a tile, by shared memory',
};

/**
 * Opens the browser's GPU, in a page or a worker, and measures which kernel multiplies fastest on it unless `memory`
 * knows. `onError` hears of errors between calls and of the device's loss.
 * @throws WebGpuUnavailableError where there is no WebGPU or no adapter.
 */
export function openBrowserGpu(
  onError: (error: Error) => void,
  memory: MeasurementMemory | null = null,
): Promise<BrowserGpu> {
  // Not every browser has it, whatever the types say.
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  return openGpu(gpu, onError, memory);
}

/** The same from another entry point than the browser's, such as Dawn's in Node. */
export async function openGpu(
  gpu: GPU | undefined,
  onError: (error: Error) => void,
  memory: MeasurementMemory | null,
): Promise<BrowserGpu> {
  const context = await openDevice(gpu);
  context.onError = onError;
  const { adapter, device } = context;
  const { limits } = device;
  const name = [adapter.vendor, adapter.architecture, adapter.description].join(' ');
  const create = (choice: ProductChoice) => createGpuBackend(context, { products: choice });
  const products = await tunedChoice(context, create, memory);
  const backend = create(products);
  return {
    backend,
    close: () => {
      backend.dispose();
      context.close();
    },
    largestBuffer: largestBufferOf(device),
    counting: async (allocations) => {
      const { createCountingGpu } = await import('./countingGpu.ts');
      return createCountingGpu(context, allocations, { products });
    },
    software: isSoftware(name, adapter.isFallbackAdapter),
    limits: [
      ['Vendor', adapter.vendor || 'not told'],
      ['Architecture', adapter.architecture || 'not told'],
      ['Largest buffer', mebibytes(limits.maxBufferSize)],
      ['Largest binding', mebibytes(limits.maxStorageBufferBindingSize)],
      ['Storage buffers a kernel', String(limits.maxStorageBuffersPerShaderStage)],
      ['Threads a workgroup', String(limits.maxComputeInvocationsPerWorkgroup)],
      ['Fastest products', PRODUCTS[products.kind]],
    ],
  };
}
