import type { GpuContext } from './device.ts';

/**
 * Resolves when a buffer is mapped; `error` is that of the scope in which it was filled and its mapping begun.
 * @throws what the scope found, which says more than the mapping that fails because of it; or the loss of the device
 */
export async function mapped(
  { loss }: GpuContext,
  mapping: Promise<undefined>,
  error: Promise<Error | null>,
): Promise<void> {
  const guarded = loss.guard(mapping);
  guarded.catch(() => undefined);
  const failure = await loss.guard(error);
  if (failure) throw failure;
  await guarded;
}

/** Staging buffers that come back after use, so that readbacks neither allocate nor wait for each other. */
export class StagingRing {
  readonly #device: GPUDevice;
  readonly #idle = new Map<number, GPUBuffer[]>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** An unmapped buffer of this size. */
  take(size: number): GPUBuffer {
    const idle = this.#idle.get(size)?.pop();
    if (idle) return idle;
    return this.#device.createBuffer({
      label: `staging of ${size} bytes`,
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }

  /** Takes a buffer back, unmapped. */
  giveBack(buffer: GPUBuffer): void {
    const idle = this.#idle.get(buffer.size);
    if (idle) idle.push(buffer);
    else this.#idle.set(buffer.size, [buffer]);
  }

  destroy(): void {
    for (const buffers of this.#idle.values()) for (const buffer of buffers) buffer.destroy();
    this.#idle.clear();
  }
}
