/** The device of the GPU tests, over whatever Vulkan driver there is. */

import { type GpuContext, openDevice } from '../../src/backend/gpu/device.ts';
import { testGpu } from './testGpu.ts';

const REMEDY =
  'The GPU tests found no Vulkan driver. For the software driver of a Chromium in /usr/lib/chromium run them as ' +
  'VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json LD_LIBRARY_PATH=/usr/lib/chromium npx vitest run test/gpu';

/** Opens a device, or fails with the remedy; uncaught GPU errors fail loudly. */
export async function openTestDevice(): Promise<GpuContext> {
  try {
    const context = await openDevice(testGpu());
    context.onError = (error) => {
      throw error;
    };
    return context;
  } catch (cause) {
    throw new Error(REMEDY, { cause });
  }
}
