/** Runs tasks one after another in the order they came; an error ends only its own task. */
export class TaskQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Whether every task has ended. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /** Appends a task; resolves or rejects as it does. */
  run<T>(task: () => T | Promise<T>): Promise<T> {
    this.#waiting += 1;
    const result = this.#tail.then(task).finally(() => {
      this.#waiting -= 1;
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
