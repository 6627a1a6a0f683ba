/** The Node device of the GPU tests: Dawn, over whatever Vulkan driver there is. */
import { create, globals } from 'webgpu';
import { type GpuContext, openDevice } from '../../src/backend/gpu/device.ts';

const REMEDY =
  'The GPU tests found no Vulkan driver. For the software driver of a Chromium in /usr/lib/chromium run them as ' +
  'VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json LD_LIBRARY_PATH=/usr/lib/chromium npx vitest run test/gpu';

Object.assign(globalThis, globals);

/**
 * While anything is pending on the device, Dawn asks for news in every turn of the event loop and so keeps a core
 * busy that SwiftShader could compute on: three times slower here. Asking once a millisecond is enough. Dawn's
 * callbacks are native functions; everybody else's setImmediate stays as it is.
 */
const immediately = globalThis.setImmediate;
globalThis.setImmediate = Object.assign(
  (callback: (...values: unknown[]) => void, ...values: unknown[]) =>
    /\[native code\]/.test(Function.prototype.toString.call(callback))
      ? setTimeout(callback, 1, ...values)
      : immediately(callback, ...values),
  { __promisify__: immediately.__promisify__ },
) as unknown as typeof setImmediate;

/** Dawn's entry point: kept for as long as the process, since Dawn dies with it. */
const gpu = create([]);

/** Dawn's `navigator.gpu`. */
export function nodeGpu(): GPU {
  return gpu;
}

/** Opens a device, or fails with the remedy; uncaught GPU errors fail loudly. */
export async function openTestDevice(): Promise<GpuContext> {
  try {
    const context = await openDevice(gpu);
    context.onError = (error) => {
      throw error;
    };
    return context;
  } catch (cause) {
    throw new Error(REMEDY, { cause });
  }
}
