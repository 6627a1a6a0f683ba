/** Begin and end of a pass, 64 bits each. */
const TIMESTAMPS = 2;
export const TIMESTAMP_BYTES = TIMESTAMPS * BigUint64Array.BYTES_PER_ELEMENT;

const NANOSECONDS_PER_MILLISECOND = 1e6;

export function nanosecondsToMilliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / NANOSECONDS_PER_MILLISECOND;
}

/** Browsers round timestamps, and clocks differ a little: so much may the device seem to exceed the host. */
const TOLERANCE_MILLISECONDS = 1;

/**
 * The milliseconds between two timestamps in nanoseconds, or null where they make no sense: drivers may reset their
 * counter between the two, or leave one at 0. Nothing lasts longer than the host waited for it.
 */
export function passMilliseconds(
  [begin, end]: readonly [begin: bigint, end: bigint],
  waited: number,
): number | null {
  const milliseconds = nanosecondsToMilliseconds(end - begin);
  const plausible = milliseconds >= 0 && milliseconds <= waited + TOLERANCE_MILLISECONDS;
  return plausible ? milliseconds : null;
}

/** Timestamps at both ends of a compute pass. Command buffers run in order, so that all passes share the queries. */
export class PassTimer {
  readonly writes: GPUComputePassTimestampWrites;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;

  private constructor(device: GPUDevice) {
    this.#queries = device.createQuerySet({
      label: 'timestamps',
      type: 'timestamp',
      count: TIMESTAMPS,
    });
    this.#resolved = device.createBuffer({
      label: 'timestamps',
      size: TIMESTAMP_BYTES,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.writes = {
      querySet: this.#queries,
      beginningOfPassWriteIndex: 0,
      endOfPassWriteIndex: 1,
    };
  }

  /** A timer, or null where the device has no timestamps. */
  static of(device: GPUDevice): PassTimer | null {
    return device.features.has('timestamp-query') ? new PassTimer(device) : null;
  }

  /** Copies the timestamps of the pass that was encoded last to `target`. */
  encodeCopy(encoder: GPUCommandEncoder, target: GPUBuffer, offset: number): void {
    encoder.resolveQuerySet(this.#queries, 0, TIMESTAMPS, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, target, offset, TIMESTAMP_BYTES);
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
  }
}
