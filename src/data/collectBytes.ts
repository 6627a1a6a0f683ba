/** A stream gave more bytes than its reader allows. */
export class TooManyBytesError extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`More than ${limit} bytes arrived.`);
    this.name = 'TooManyBytesError';
    this.limit = limit;
  }
}

/**
 * Reads a stream to its end, at most `limit` bytes: what is beyond is never held in memory.
 * @param onChunk is told each piece as it arrives.
 * @throws TooManyBytesError at the first byte beyond the limit; the stream is then cancelled.
 */
export async function collectBytes(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  onChunk: (chunk: Uint8Array) => void = () => {},
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      const error = new TooManyBytesError(limit);
      // Whether the source likes being stopped is of no interest any more.
      await reader.cancel(error).catch(() => {});
      throw error;
    }
    chunks.push(value);
    onChunk(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
