/** Real devices with some members replaced: for what a real device does not do on demand. */

import { type GpuContext, openDevice } from '../../src/backend/gpu/device.ts';
import { testGpu } from './testGpu.ts';

/** The same object with some members replaced; its own methods still run on the original. */
export function replaced<T extends object>(
  target: T,
  members: Partial<Record<keyof T, unknown>>,
): T {
  return new Proxy(target, {
    get(original, key) {
      if (Object.hasOwn(members, key)) return members[key as keyof T];
      const value: unknown = Reflect.get(original, key, original);
      return typeof value === 'function' ? value.bind(original) : value;
    },
  });
}

/** A device of which some members are replaced, opened in the usual way. */
export async function openReplaced(
  members: (device: GPUDevice) => Partial<Record<keyof GPUDevice, unknown>>,
): Promise<GpuContext> {
  const adapter = (await testGpu().requestAdapter()) as GPUAdapter;
  const requestDevice = async (descriptor: GPUDeviceDescriptor): Promise<GPUDevice> => {
    const device = await adapter.requestDevice(descriptor);
    return replaced(device, members(device));
  };
  const fakeAdapter = replaced(adapter, { requestDevice });
  return openDevice(replaced(testGpu(), { requestAdapter: async () => fakeAdapter }));
}
