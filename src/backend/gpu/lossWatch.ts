/** How long an operation that failed waits for the news that its device is gone. */
const GRACE_MILLISECONDS = 100;

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets pending operations end in the error of a lost device, whichever of the two WebGPU reports first. */
export class LossWatch {
  readonly #pending = new Set<(error: Error) => void>();
  #error: Error | null = null;

  /** The error of the loss, or null while the device is alive. */
  get error(): Error | null {
    return this.#error;
  }

  /** The device is gone by itself: everything that is pending rejects. */
  report(error: Error): void {
    this.#error = error;
    for (const reject of this.#pending) reject(error);
    this.#pending.clear();
  }

  /** The device was destroyed on purpose: what is pending rejects as aborted, and nothing is lost. */
  close(): void {
    this.report(new DOMException('The GPU device was closed.', 'AbortError'));
  }

  /** The promise's own outcome, or the loss. */
  async guard<T>(promise: Promise<T>): Promise<T> {
    if (this.#error) {
      promise.catch(() => undefined);
      throw this.#error;
    }
    let stop = (_error: Error): void => {};
    const lost = new Promise<never>((_resolve, reject) => {
      stop = reject;
    });
    this.#pending.add(stop);
    try {
      return await Promise.race([promise, lost]);
    } catch (error) {
      if (!this.#error) await delay(GRACE_MILLISECONDS);
      throw this.#error ?? error;
    } finally {
      this.#pending.delete(stop);
    }
  }
}
