/** What goes wrong on the device reaches the caller as a typed error. */
import { expect, test } from 'vitest';
import { usesNativeGpu } from '../../scripts/vulkan.ts';
import { openDevice } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { defineKernel } from '../../src/backend/gpu/kernel.ts';
import { PipelineCache } from '../../src/backend/gpu/pipelines.ts';
import {
  DeviceLostError,
  GpuValidationError,
  OutOfMemoryError,
  ShaderCompilationError,
  WebGpuUnavailableError,
} from '../../src/model/errors.ts';
import type { Backend, Program } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { openReplaced, replaced } from './replacedDevice.ts';
import { testGpu } from './testGpu.ts';

async function doubling(backend: Backend): Promise<Program> {
  const m = backend.matrix(200, 200, 'm');
  return backend.record('doubling', [], () => {
    backend.combine(m, [[backend.constant(2), m]]);
    return [backend.absoluteSum(m)];
  });
}

test('no WebGPU, or no adapter', async () => {
  await expect(openDevice(undefined)).rejects.toThrow(WebGpuUnavailableError);
  const none = replaced(testGpu(), { requestAdapter: async () => null });
  await expect(openDevice(none)).rejects.toThrow(/no WebGPU adapter/);
});

test('a lost device rejects what is pending and what follows, and is reported', async () => {
  let lose: (info: { reason: string; message: string }) => void = () => {};
  const lost = new Promise((resolve) => {
    lose = resolve;
  });
  const context = await openReplaced(() => ({ lost }));
  const reported: Error[] = [];
  context.onError = (error) => reported.push(error);
  const backend = createGpuBackend(context);
  const program = await doubling(backend);
  const pending = backend.submit(program, Array(200).fill([]));
  lose({ reason: 'unknown', message: 'the driver went away' });
  await expect(pending).rejects.toThrow(DeviceLostError);
  await expect(backend.submit(program, [[]])).rejects.toThrow(/the driver went away/);
  expect(reported.map(({ name }) => name)).toEqual(['DeviceLostError']);
});

test('a device that is destroyed on purpose is no loss', async () => {
  const context = await openTestDevice();
  const reported: Error[] = [];
  context.onError = (error) => reported.push(error);
  const backend = createGpuBackend(context);
  const program = await doubling(backend);
  const pending = backend.submit(program, Array(200).fill([]));
  context.close();
  await expect(pending).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(reported).toEqual([]);
});

test('a device that somebody else destroys is lost', async () => {
  const context = await openTestDevice();
  const reported: Error[] = [];
  context.onError = (error) => reported.push(error);
  const backend = createGpuBackend(context);
  const program = await doubling(backend);
  const pending = backend.submit(program, Array(200).fill([]));
  context.device.destroy();
  await expect(pending).rejects.toThrow(DeviceLostError);
  await expect(backend.submit(program, [[]])).rejects.toThrow(/device was lost/);
  expect(reported.map(({ name }) => name)).toEqual(['DeviceLostError']);
});

test('a program with a released matrix is a validation error, and the device goes on', async () => {
  const backend = createGpuBackend(await openTestDevice());
  const [m, other] = [backend.matrix(4, 4, 'released'), backend.matrix(4, 4, 'other')];
  const program = await backend.record('stale', [], () => [backend.dot(m, other)]);
  backend.release([m]);
  await expect(backend.submit(program, [[]])).rejects.toThrow(GpuValidationError);
  const healthy = await doubling(backend);
  expect(await backend.submit(healthy, [[]])).toHaveLength(1);
});

test('a part of a matrix beyond the limits of the device says how much it needs and what to do', async () => {
  const context = await openReplaced((device) => ({
    limits: replaced(device.limits, { maxStorageBufferBindingSize: 4096 }),
  }));
  const backend = createGpuBackend(context, { rowsPerPart: 32 });
  const matrix = (rows: number, columns: number) => () => backend.matrix(rows, columns, 'a1');
  expect(matrix(1000, 32)).not.toThrow();
  expect(matrix(1000, 33)).toThrow(OutOfMemoryError);
  const huge = (): unknown => createGpuBackend(context).matrix(2 ** 20, 2 ** 12, 'a1');
  expect(huge).toThrow(
    /a1 \(1048576×4096\) needs 256 MiB in one buffer, and this GPU allows 0\.1 MiB\. Use narrower layers\./,
  );
});

test('memory that runs out rejects the next operation', async () => {
  let failing = false;
  const context = await openReplaced((device) => ({
    popErrorScope: () => {
      const scope = device.popErrorScope();
      return failing ? Promise.resolve(new GPUOutOfMemoryError('no memory')) : scope;
    },
  }));
  const backend = createGpuBackend(context);
  failing = true;
  backend.matrix(4, 4, 'z2');
  failing = false;
  await expect(backend.record('next', [], () => [])).rejects.toThrow(OutOfMemoryError);
  const program = await doubling(backend);
  failing = true;
  const submitted = backend.submit(program, [[]]);
  failing = false;
  await expect(submitted).rejects.toThrow(/no memory left for doubling/);
  expect(await backend.submit(program, [[]])).toHaveLength(1);
});

test.runIf(!usesNativeGpu())(
  'memory that runs out for a copy to the host rejects the reading, and the device goes on',
  async () => {
    let starving = false;
    const context = await openReplaced((device) => ({
      // SwiftShader has no buffer of 1 GiB: it runs out of memory for real.
      createBuffer: (descriptor: GPUBufferDescriptor) =>
        device.createBuffer(
          starving && descriptor.usage & GPUBufferUsage.MAP_READ
            ? { ...descriptor, size: device.limits.maxBufferSize }
            : descriptor,
        ),
    }));
    const faults: Error[] = [];
    context.onError = (error) => faults.push(error);
    const backend = createGpuBackend(context);
    const m = backend.matrix(4, 4, 'W1');
    const program = await doubling(backend);
    starving = true;
    await expect(backend.read(m)).rejects.toThrow(/no memory left for a copy of W1\. Use fewer/);
    await expect(backend.submit(program, [[]])).rejects.toThrow(OutOfMemoryError);
    starving = false;
    expect(await backend.read(m)).toHaveLength(16);
    expect(await backend.submit(program, [[]])).toHaveLength(1);
    expect(faults).toEqual([]);
  },
);

test('a kernel that does not compile says where', async () => {
  const context = await openTestDevice();
  const broken = defineKernel(
    'broken',
    '@compute @workgroup_size(1)\nfn broken() {\n  let x = nothing;\n}\n',
  );
  const compiled = new PipelineCache(context.device).get(broken, {});
  await expect(compiled).rejects.toThrow(ShaderCompilationError);
  await expect(compiled).rejects.toThrow(
    /shaders\/broken\.wgsl does not compile:\n3:11 error: .*nothing/,
  );
});

test('errors outside all scopes reach the callback', async () => {
  const context = await openTestDevice();
  const reported = new Promise<Error>((resolve) => {
    context.onError = resolve;
  });
  context.device.createBuffer({
    label: 'useless',
    size: 16,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE,
  });
  expect(await reported).toBeInstanceOf(GpuValidationError);
});

test('several backends share a device', async () => {
  const context = await openTestDevice();
  const [one, two] = [createGpuBackend(context), createGpuBackend(context)];
  const programs = [await doubling(one), await doubling(two)] as const;
  const results = await Promise.all([one.submit(programs[0], [[]]), two.submit(programs[1], [[]])]);
  expect(results).toHaveLength(2);
  one.dispose();
  expect(await two.submit(programs[1], [[]])).toHaveLength(1);
});
