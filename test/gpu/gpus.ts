import { beforeAll } from 'vitest';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import {
  BY_THREAD,
  isByQuads,
  PRODUCT_KINDS,
  type ProductChoice,
  type ProductKind,
} from '../../src/backend/gpu/productPlan.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { IN_DENO } from './testGpu.ts';

/** The kernels of products that are tested: all, but in Deno those without subgroups, which its WebGPU does not offer. */
export const TESTED_KINDS: readonly ProductKind[] = IN_DENO
  ? PRODUCT_KINDS.filter((kind) => !isByQuads(kind))
  : PRODUCT_KINDS;

/** A backend with its device. */
export interface Gpu {
  readonly backend: Backend;
  readonly context: GpuContext;
}

/** Every product that a kernel can take is taken by it: it is said to cost next to nothing. */
export function always(kind: ProductKind): ProductChoice {
  return { kind, share: kind === 'threads' ? 1 : 1e-6 };
}

/** For the tests of a file: backends on one device by the most rows of a part, the default where null. */
export function openGpus(): (rowsPerPart: number | null) => Gpu {
  let context: GpuContext;
  const backends = new Map<number | null, Backend>();
  beforeAll(async () => {
    context = await openTestDevice();
  });
  return (rowsPerPart) => {
    const parts = rowsPerPart === null ? {} : { rowsPerPart };
    const backend =
      backends.get(rowsPerPart) ?? createGpuBackend(context, { ...parts, products: BY_THREAD });
    backends.set(rowsPerPart, backend);
    return { backend, context };
  };
}
