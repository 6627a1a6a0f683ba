import type { GpuContext } from './device.ts';
import { scoped } from './errorScopes.ts';
import type { GpuProgram } from './program.ts';
import type { StagingRing } from './readback.ts';

export type Rows = readonly (readonly number[])[];

/**
 * Encodes and submits one chunk of rows. The parameter rows, the progress and the history are one buffer each:
 * writes and command buffers run in the order of submission, so a later chunk cannot disturb an earlier one.
 */
function submitChunk(
  context: GpuContext,
  program: GpuProgram,
  rows: Rows,
  staging: GPUBuffer,
): void {
  const { device } = context;
  const { label, parameterCount, reportCount, buffers } = program.parts;
  if (parameterCount > 0)
    device.queue.writeBuffer(buffers['parameter-rows'], 0, new Float32Array(rows.flat()));
  const encoder = device.createCommandEncoder({ label });
  encoder.clearBuffer(buffers.progress);
  const pass = encoder.beginComputePass({ label });
  program.encode(pass, rows.length);
  pass.end();
  // Where nothing is reported, four bytes of it: their arrival says that the rows have run.
  const bytes = Float32Array.BYTES_PER_ELEMENT * Math.max(1, rows.length * reportCount);
  encoder.copyBufferToBuffer(buffers.history, 0, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
}

/** The reported scalars of each row, once the chunk has run. */
async function readHistory(
  context: GpuContext,
  ring: StagingRing,
  chunk: {
    readonly staging: GPUBuffer;
    readonly rows: number;
    readonly width: number;
    readonly error: Promise<Error | null>;
  },
): Promise<Float64Array[]> {
  const { staging, rows, width, error } = chunk;
  try {
    const mapped = context.loss.guard(staging.mapAsync(GPUMapMode.READ));
    // The error scope says more than the mapping that fails because of it.
    mapped.catch(() => undefined);
    const failure = await context.loss.guard(error);
    if (failure) throw failure;
    await mapped;
    const floats = new Float32Array(staging.getMappedRange());
    const result = Array.from({ length: rows }, (_, row) =>
      Float64Array.from(floats.subarray(row * width, (row + 1) * width)),
    );
    staging.unmap();
    ring.giveBack(staging);
    return result;
  } catch (cause) {
    staging.destroy();
    throw cause;
  }
}

/** Submits a chunk now; the promise resolves to its reported scalars. */
export function runChunk(
  context: GpuContext,
  ring: StagingRing,
  program: GpuProgram,
  rows: Rows,
): Promise<Float64Array[]> {
  const { label, reportCount, buffers } = program.parts;
  // The size is the program's, whatever the rows, so that its staging buffers can be used again.
  const staging = ring.take(buffers.history.size);
  const { error } = scoped(context, label, () => submitChunk(context, program, rows, staging));
  return readHistory(context, ring, { staging, rows: rows.length, width: reportCount, error });
}
