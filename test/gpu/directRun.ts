/** A kernel, or a function of it, run by itself: no backend chooses its constants, memory or order. */
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { defineKernel, type Kernel, packParameters } from '../../src/backend/gpu/kernel.ts';
import { PipelineCache } from '../../src/backend/gpu/pipelines.ts';

/** The kernel with another entry point beside its own: what its functions return goes to `answers`. */
export function probeOf(kernel: Kernel, name: string, body: string): Kernel {
  const entry = `
@group(0) @binding(${kernel.bindings.length}) var<storage, read_write> answers: array<f32>;
@compute @workgroup_size(64)
fn ${name}(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = grid_index(workgroup, local);
  if (row >= params.rows) {
    return;
  }
  ${body}
}`;
  return defineKernel(name, kernel.source + entry);
}

interface DirectRun {
  readonly constants: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, number>>;
  /** What is in every storage buffer before. */
  readonly buffers: Readonly<Record<string, ArrayLike<number>>>;
  /** The buffer that is read after it. */
  readonly read: string;
}

/** One workgroup of a kernel; resolves to a buffer's content after it. */
export async function runDirectly(
  { device }: GpuContext,
  kernel: Kernel,
  { constants, parameters, buffers, read }: DirectRun,
): Promise<Float32Array> {
  const { pipeline, layout } = await new PipelineCache(device).get(kernel, constants);
  const made = new Map<string, GPUBuffer>();
  for (const { name, kind } of kernel.bindings) {
    const content =
      kind === 'uniform'
        ? packParameters(kernel, parameters)
        : Float32Array.from(buffers[name] ?? []).buffer;
    const usage = kind === 'uniform' ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE;
    const buffer = device.createBuffer({
      size: content.byteLength,
      usage: usage | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
    device.queue.writeBuffer(buffer, 0, content);
    made.set(name, buffer);
  }
  const entries = kernel.bindings.map(({ name, binding }) => ({
    binding,
    resource: { buffer: made.get(name) as GPUBuffer },
  }));
  const source = made.get(read) as GPUBuffer;
  const copy = device.createBuffer({
    size: source.size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(source, 0, copy, 0, source.size);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const result = new Float32Array(copy.getMappedRange().slice(0));
  for (const buffer of [...made.values(), copy]) buffer.destroy();
  return result;
}
