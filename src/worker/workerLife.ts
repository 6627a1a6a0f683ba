/** What a worker tells once: from then on its lock shows that it lives. */
interface Alive {
  readonly alive: string;
}

/** In the worker: holds a lock for as long as it lives, and says so. Without Web Locks its end goes unnoticed. */
export function showLife(id: string): void {
  void navigator.locks?.request(id, () => {
    postMessage({ alive: id } satisfies Alive);
    return new Promise(() => undefined);
  });
}

/**
 * In the page: resolves when a worker is gone, which browsers tell nobody: it was ended for its memory, or its script
 * never came.
 */
export function endOf(worker: Worker, id: string): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Partial<Alive> | null>) => {
      // The browser gives the lock to the page once the worker no longer has it.
      if (data?.alive === id) void navigator.locks.request(id, () => resolve());
    });
    worker.addEventListener('error', () => resolve());
  });
}
