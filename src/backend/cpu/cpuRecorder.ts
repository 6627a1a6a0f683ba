import type { Scalar } from '../../optimiser/backend.ts';
import { CpuScalar, ownScalar } from './cpuHandles.ts';
import { TaskQueue } from './taskQueue.ts';

type Task = () => void;

/** Recorded operations in order, and the scalars that they compute, nested branches included. */
export interface Tape {
  readonly tasks: Task[];
  readonly results: CpuScalar[];
}

/**
 * Decides when an operation runs: inside `capture` it goes on the tape; while submitted programs
 * are still running it waits for its turn, as on a GPU's queue; else it runs at once.
 */
export class CpuRecorder {
  protected readonly queue = new TaskQueue();
  #tape: Tape | null = null;
  #disposed = false;
  #failure: unknown = null;

  protected get recording(): boolean {
    return this.#tape !== null;
  }

  /** Runs `body` with all its operations going on a tape of their own. */
  protected capture<T>(body: () => T): { readonly tape: Tape; readonly value: T } {
    const outer = this.#tape;
    const tape: Tape = { tasks: [], results: [] };
    this.#tape = tape;
    try {
      return { tape, value: body() };
    } finally {
      this.#tape = outer;
    }
  }

  protected issue(task: Task): void {
    this.requireAlive();
    if (this.#tape !== null) this.#tape.tasks.push(task);
    else if (this.queue.idle) task();
    else {
      this.queue.run(task).catch((error: unknown) => {
        this.#failure ??= error;
      });
    }
  }

  /** Issues the computation of a fresh scalar. */
  protected result(label: string, compute: () => number): CpuScalar {
    const scalar = new CpuScalar(label);
    this.#tape?.results.push(scalar);
    this.issue(() => {
      scalar.value = compute();
    });
    return scalar;
  }

  /** As the port says. The scalars of a branch that was not taken are NaN, not left over. */
  when(flag: Scalar, body: () => void): void {
    const condition = ownScalar(flag);
    const { tape } = this.capture(body);
    this.#tape?.results.push(...tape.results);
    this.issue(() => {
      if (condition.value !== 0) {
        for (const task of tape.tasks) task();
      } else {
        for (const scalar of tape.results) scalar.value = Number.NaN;
      }
    });
  }

  /** Appends a task with a result that somebody awaits; an error of a waiting operation ends it. */
  protected enqueue<T>(task: () => T | Promise<T>): Promise<T> {
    return this.queue.run(() => {
      this.requireAlive();
      if (this.#failure !== null) {
        const failure = this.#failure;
        this.#failure = null;
        throw failure;
      }
      return task();
    });
  }

  /** @throws Error inside a recording, where `operation` would run once instead of in every run. */
  protected requireOutsideRecording(operation: string): void {
    this.requireAlive();
    if (this.recording) throw new Error(`${operation} cannot be recorded`);
  }

  protected requireAlive(): void {
    if (this.#disposed) throw new Error('The CPU engine was disposed of');
  }

  dispose(): void {
    this.#disposed = true;
  }
}
