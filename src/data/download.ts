import { DatasetUnavailableError } from '../model/errors.ts';
import { collectBytes, TooManyBytesError } from './collectBytes.ts';

/** The part of `fetch` that is used: tests put their own in its place. */
export type Fetch = (address: string, init: { signal?: AbortSignal }) => Promise<Response>;

export interface DownloadOptions {
  readonly fetch: Fetch;
  /** Bytes beyond which the download is given up. */
  readonly limit: number;
  readonly onChunk?: (chunk: Uint8Array) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * All bytes at an address.
 * @throws DatasetUnavailableError when the server cannot be reached, refuses, breaks off or sends
 * more than the limit; the signal's own reason when it was aborted.
 */
export async function download(address: string, options: DownloadOptions): Promise<Uint8Array> {
  const { fetch, limit, onChunk, signal } = options;
  const chunkRead = (chunk: Uint8Array): void => {
    // Not every stream heeds the signal given to fetch.
    signal?.throwIfAborted();
    onChunk?.(chunk);
  };
  try {
    signal?.throwIfAborted();
    const response = await fetch(address, signal ? { signal } : {});
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    if (!response.body) return new Uint8Array(0);
    return await collectBytes(response.body, limit, chunkRead);
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = describe(cause);
    throw new DatasetUnavailableError(address, `${address} could not be read: ${reason}.`, {
      cause,
    });
  }
}

function describe(cause: unknown): string {
  if (cause instanceof TooManyBytesError) return `the server sent more than ${cause.limit} bytes`;
  if (!(cause instanceof Error)) return String(cause);
  // Node hides what happened behind "fetch failed"; a browser never tells.
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}
