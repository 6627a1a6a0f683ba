import type { KernelTime } from '../../optimiser/backend.ts';
import { nanosecondsToMilliseconds } from './passTimer.ts';
import type { EncodedCommand, GpuProgram } from './program.ts';

/** Begin and end of each dispatch; WebGPU allows 4096 queries a set. */
const DISPATCHES_PER_SET = 2048;
const TIMESTAMPS = 2;
const { BYTES_PER_ELEMENT: TIMESTAMP_BYTES } = BigUint64Array;

/** Timestamps of up to 2048 dispatches. */
class TimedStretch {
  readonly #commands: readonly EncodedCommand[];
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice, commands: readonly EncodedCommand[]) {
    const count = TIMESTAMPS * commands.length;
    const size = TIMESTAMP_BYTES * count;
    const label = 'dispatch times';
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    this.#commands = commands;
    this.#queries = device.createQuerySet({ label, type: 'timestamp', count });
    this.#resolved = device.createBuffer({ label, size, usage: QUERY_RESOLVE | COPY_SRC });
    this.#staging = device.createBuffer({ label, size, usage: COPY_DST | MAP_READ });
  }

  encode(encoder: GPUCommandEncoder, program: GpuProgram): void {
    for (const [index, command] of this.#commands.entries()) {
      const pass = encoder.beginComputePass({
        label: command.kernel,
        timestampWrites: {
          querySet: this.#queries,
          beginningOfPassWriteIndex: TIMESTAMPS * index,
          endOfPassWriteIndex: TIMESTAMPS * index + 1,
        },
      });
      program.encodeCommand(pass, command);
      pass.end();
    }
    const count = TIMESTAMPS * this.#commands.length;
    encoder.resolveQuerySet(this.#queries, 0, count, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, TIMESTAMP_BYTES * count);
  }

  async read(): Promise<KernelTime[]> {
    await this.#staging.mapAsync(GPUMapMode.READ);
    const stamps = new BigUint64Array(this.#staging.getMappedRange());
    return this.#commands.map(({ kernel, work }, index) => {
      const [begin, end] = stamps.subarray(TIMESTAMPS * index, TIMESTAMPS * (index + 1));
      const milliseconds = nanosecondsToMilliseconds((end as bigint) - (begin as bigint));
      // Drivers may reset their counter between the two.
      return { kernel, ...work, milliseconds: Math.max(0, milliseconds) };
    });
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}

/** Runs of a program with every dispatch in a compute pass of its own, between two timestamps. */
export class DispatchTimer {
  readonly #program: GpuProgram;
  readonly #stretches: readonly TimedStretch[];

  constructor(device: GPUDevice, program: GpuProgram, rows: number) {
    const { commands } = program.parts;
    const all = Array.from({ length: rows }, () => commands).flat();
    this.#program = program;
    this.#stretches = Array.from(
      { length: Math.ceil(all.length / DISPATCHES_PER_SET) },
      (_, index) =>
        new TimedStretch(
          device,
          all.slice(DISPATCHES_PER_SET * index, DISPATCHES_PER_SET * (index + 1)),
        ),
    );
  }

  encode(encoder: GPUCommandEncoder): void {
    for (const stretch of this.#stretches) stretch.encode(encoder, this.#program);
  }

  /** The times of all dispatches in order, once they have run. */
  async read(): Promise<KernelTime[]> {
    const times = await Promise.all(this.#stretches.map((stretch) => stretch.read()));
    return times.flat();
  }

  destroy(): void {
    for (const stretch of this.#stretches) stretch.destroy();
  }
}
