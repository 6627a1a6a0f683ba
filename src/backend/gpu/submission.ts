import type { KernelTime } from '../../optimiser/backend.ts';
import type { GpuContext } from './device.ts';
import { DispatchTimer } from './dispatchTimer.ts';
import { scoped } from './errorScopes.ts';
import { type PassTimer, passMilliseconds, TIMESTAMP_BYTES } from './passTimer.ts';
import type { GpuProgram } from './program.ts';
import { mapped, type StagingRing } from './readback.ts';

export type Rows = readonly (readonly number[])[];

/** What every submission of an engine uses. */
export interface SubmissionContext {
  readonly context: GpuContext;
  readonly ring: StagingRing;
  /** null where the device has no timestamps. */
  readonly timer: PassTimer | null;
}

/** Who hears of the times of a submission. */
export interface Listeners {
  readonly timed?: ((milliseconds: number) => void) | undefined;
  /** Collects the time of every dispatch. */
  readonly profile?: KernelTime[] | undefined;
}

/** One chunk of rows on its way. */
interface Chunk {
  readonly program: GpuProgram;
  readonly rows: Rows;
  readonly staging: GPUBuffer;
  /** Where in `staging` the timestamps lie: behind the longest history, as 64-bit numbers want it. */
  readonly timestamps: number;
  /** When it was submitted, on the host's clock. */
  readonly submitted: number;
  /** Hears how long the device computed; null where nobody asks or the device cannot tell. */
  readonly timed: ((milliseconds: number) => void) | null;
  /** Times every dispatch by itself instead; null unless a profile is taken. */
  readonly dispatchTimer: DispatchTimer | null;
}

/**
 * Encodes and submits one chunk of rows. The parameter rows, the progress, the history and the timestamps are one
 * buffer each: writes and command buffers run in the order of submission, so a later chunk cannot disturb an earlier
 * one.
 */
function submitChunk({ context, timer }: SubmissionContext, chunk: Chunk): void {
  const { device } = context;
  const { program, rows, staging, timestamps, timed, dispatchTimer } = chunk;
  const { label, parameterCount, reportCount, buffers } = program.parts;
  if (parameterCount > 0)
    device.queue.writeBuffer(buffers['parameter-rows'], 0, new Float32Array(rows.flat()));
  const encoder = device.createCommandEncoder({ label });
  encoder.clearBuffer(buffers.progress);
  const timing = timed && !dispatchTimer ? timer : null;
  if (dispatchTimer) dispatchTimer.encode(encoder);
  else {
    const pass = encoder.beginComputePass({
      label,
      ...(timing && { timestampWrites: timing.writes }),
    });
    program.encode(pass, rows.length);
    pass.end();
  }
  // Where nothing is reported, four bytes of it: their arrival says that the rows have run.
  const bytes = Float32Array.BYTES_PER_ELEMENT * Math.max(1, rows.length * reportCount);
  encoder.copyBufferToBuffer(buffers.history, 0, staging, 0, bytes);
  timing?.encodeCopy(encoder, staging, timestamps);
  device.queue.submit([encoder.finish()]);
}

/** Tells how long the device computed where its timestamps make sense. */
function reportTime({ timed, timestamps, submitted }: Chunk, mapped: ArrayBuffer): void {
  if (!timed) return;
  const [begin = 0n, end = 0n] = new BigUint64Array(mapped, timestamps);
  const milliseconds = passMilliseconds([begin, end], performance.now() - submitted);
  if (milliseconds !== null) timed(milliseconds);
}

/** The reported scalars of each row, once the chunk has run. */
async function readHistory(
  { context, ring }: SubmissionContext,
  chunk: Chunk,
  mapping: Promise<undefined>,
  error: Promise<Error | null>,
): Promise<Float64Array[]> {
  const { staging, rows, program } = chunk;
  const width = program.parts.reportCount;
  try {
    await mapped(context, mapping, error);
    const bytes = staging.getMappedRange();
    const floats = new Float32Array(bytes);
    const result = Array.from({ length: rows.length }, (_, row) =>
      Float64Array.from(floats.subarray(row * width, (row + 1) * width)),
    );
    if (!chunk.dispatchTimer) reportTime(chunk, bytes);
    staging.unmap();
    ring.giveBack(staging);
    return result;
  } catch (cause) {
    staging.destroy();
    throw cause;
  }
}

/** Hands on what a profile found, and its sum to `timed`. */
async function reportProfile({ dispatchTimer, timed }: Chunk, profile: KernelTime[]) {
  if (!dispatchTimer) return;
  const times = await dispatchTimer.read();
  dispatchTimer.destroy();
  profile.push(...times);
  timed?.(times.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
}

/**
 * Submits a chunk now; the promise resolves to its reported scalars, after `timed` has heard its time. With a `profile`
 * every dispatch is timed and put there, where the device has timestamps.
 */
export async function runChunk(
  around: SubmissionContext,
  program: GpuProgram,
  rows: Rows,
  { timed, profile }: Listeners,
): Promise<Float64Array[]> {
  const { label, buffers } = program.parts;
  const { BYTES_PER_ELEMENT: word } = BigUint64Array;
  const timestamps = word * Math.ceil(buffers.history.size / word);
  const { result, error } = scoped(around.context, label, () => {
    const chunk: Chunk = {
      program,
      rows,
      // The size is the program's, whatever the rows, so that its staging buffers can be used again.
      staging: around.ring.take(timestamps + TIMESTAMP_BYTES),
      timestamps,
      submitted: performance.now(),
      timed: (around.timer && timed) ?? null,
      dispatchTimer:
        around.timer && profile
          ? new DispatchTimer(around.context.device, program, rows.length)
          : null,
    };
    submitChunk(around, chunk);
    return { chunk, mapping: chunk.staging.mapAsync(GPUMapMode.READ) };
  });
  const { chunk, mapping } = result;
  const history = await readHistory(around, chunk, mapping, error);
  if (profile) await reportProfile(chunk, profile);
  return history;
}
