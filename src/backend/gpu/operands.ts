import type { GpuBlock } from './matrices.ts';

type Buffers = Readonly<Record<string, GPUBuffer>>;

/** What the kernels bind for operand A: shaders/lib/floats_a.wgsl, bytes_a.wgsl. */
export function operandA({ buffer, scale }: GpuBlock): Buffers {
  return scale ? { a: buffer, a_scale: scale } : { a: buffer };
}

/** What the kernels bind for operand B: shaders/lib/floats_b.wgsl, bytes_b.wgsl. */
export function operandB({ buffer, scale }: GpuBlock): Buffers {
  return scale ? { b: buffer, b_scale: scale } : { b: buffer };
}
