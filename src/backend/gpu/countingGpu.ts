import type { Backend } from '../../optimiser/backend.ts';
import type { Allocations } from '../allocations.ts';
import type { GpuContext } from './device.ts';
import { createGpuBackend, type GpuBackendOptions } from './gpuBackend.ts';
import { LossWatch } from './lossWatch.ts';

/** A buffer without memory. */
function countedBuffer(allocations: Allocations, { label = '', size }: GPUBufferDescriptor) {
  return { label, size, destroy: allocations.add(label, size) };
}

/**
 * A device that allocates, compiles and computes nothing and notes the buffers asked of it. Every size may be asked for:
 * whether the real device allows it is for the caller to say.
 */
function countingDevice({ limits, features }: GPUDevice, allocations: Allocations): GPUDevice {
  const nothing = () => ({});
  const device = {
    limits: {
      maxBufferSize: Number.POSITIVE_INFINITY,
      maxStorageBufferBindingSize: Number.POSITIVE_INFINITY,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      minUniformBufferOffsetAlignment: limits.minUniformBufferOffsetAlignment,
    },
    // Without a clock, whose buffer is the engine's and no race's.
    features: new Set([...features].filter((feature) => feature !== 'timestamp-query')),
    queue: { writeBuffer: nothing },
    pushErrorScope: nothing,
    popErrorScope: async () => null,
    createBuffer: (descriptor: GPUBufferDescriptor) => countedBuffer(allocations, descriptor),
    createShaderModule: nothing,
    createBindGroupLayout: nothing,
    createPipelineLayout: nothing,
    createComputePipelineAsync: async () => ({}),
    createBindGroup: nothing,
  };
  return device as unknown as GPUDevice;
}

/**
 * The GPU engine itself, recording for the device of `context` but on one that only counts: so its matrices, their
 * padding and their parts, and the buffers of its programs are those of training with the same options. Nothing can be
 * submitted or read.
 */
export function createCountingGpu(
  context: GpuContext,
  allocations: Allocations,
  options: GpuBackendOptions = {},
): Backend {
  const device = countingDevice(context.device, allocations);
  const backend = createGpuBackend({ ...context, device, loss: new LossWatch() }, options);
  // Values would be packed for a queue that drops them.
  return Object.assign(backend, { write: () => undefined, fill: () => undefined });
}
