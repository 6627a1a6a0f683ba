const BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * Copies floats from the start of another library's buffer and waits for them: as DLAM Lab waits for its own
 * results, so that everybody's run ends alike.
 */
async function readFloats(
  device: GPUDevice,
  buffer: GPUBuffer,
  count: number,
): Promise<Float32Array> {
  const staging = device.createBuffer({
    label: 'benchmark',
    size: count * BYTES,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, count * BYTES);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const floats = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return floats;
}

/** Waits until everything submitted before has run and one number of `buffer` has arrived. */
export async function waitForOneFloat(device: GPUDevice, buffer: GPUBuffer): Promise<void> {
  await readFloats(device, buffer, 1);
}
