import { OutOfMemoryError } from '../../model/errors.ts';
import type { Scalar } from '../../optimiser/backend.ts';

/** Scalars that one backend can hold: 256 KiB. */
const CAPACITY = 65_536;

/** A slot of the scalar buffer. */
export class GpuScalar implements Scalar {
  readonly label: string;
  readonly slot: number;
  /** Whether its value is fixed at creation. */
  readonly constant: boolean;

  constructor(label: string, slot: number, constant: boolean) {
    this.label = label;
    this.slot = slot;
    this.constant = constant;
  }
}

/** All scalars of a backend in one storage buffer `array<f32>`. */
export class ScalarStore {
  readonly buffer: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #constants = new Map<number, GpuScalar>();
  readonly #free: number[] = [];
  #next = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.buffer = device.createBuffer({
      label: 'scalars',
      size: 4 * CAPACITY,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
  }

  /** A slot with an undefined value. */
  allocate(label: string, constant = false): GpuScalar {
    const slot = this.#free.pop() ?? this.#next++;
    if (slot >= CAPACITY) {
      throw new OutOfMemoryError(
        label,
        `All ${CAPACITY} scalars of the GPU are in use. Release programs that no longer run, or use fewer layers.`,
      );
    }
    return new GpuScalar(label, slot, constant);
  }

  /** A scalar of fixed value; equal values share a slot. */
  constant(value: number): GpuScalar {
    const rounded = Math.fround(value);
    const known = this.#constants.get(rounded);
    if (known) return known;
    const scalar = this.allocate(String(value), true);
    this.write(scalar, rounded);
    this.#constants.set(rounded, scalar);
    return scalar;
  }

  write(scalar: GpuScalar, value: number): void {
    this.#device.queue.writeBuffer(this.buffer, 4 * scalar.slot, new Float32Array([value]));
  }

  /** Slots that hold a scalar, constants included. */
  get inUse(): number {
    return this.#next - this.#free.length;
  }

  /** Gives slots back. */
  release(scalars: readonly GpuScalar[]): void {
    for (const { slot } of scalars) this.#free.push(slot);
  }

  /** This backend's own handle, or an error that names the stranger. */
  own(scalar: Scalar): GpuScalar {
    if (scalar instanceof GpuScalar) return scalar;
    throw new TypeError(`The scalar "${scalar.label}" is not from this GPU backend`);
  }

  destroy(): void {
    this.buffer.destroy();
  }
}
