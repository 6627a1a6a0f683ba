import type { TrainerEvent } from './protocol.ts';

/** A display frame: events that come faster travel together. */
const FRAME_MS = 16;

/** Collects events and hands them over at most once a frame, in order; none is lost before somebody listens. */
export class EventQueue {
  #waiting: TrainerEvent[] = [];
  #listener: ((events: readonly TrainerEvent[]) => unknown) | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  subscribe(listener: (events: readonly TrainerEvent[]) => unknown): void {
    this.#listener = listener;
    this.#schedule();
  }

  push(event: TrainerEvent): void {
    this.#waiting.push(event);
    this.#schedule();
  }

  /** Hands over now what waits, e.g. before an answer that must come after it. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#listener || this.#waiting.length === 0) return;
    const events = this.#waiting;
    this.#waiting = [];
    this.#listener(events);
  }

  #schedule(): void {
    if (!this.#listener || this.#waiting.length === 0) return;
    this.#timer ??= setTimeout(() => this.flush(), FRAME_MS);
  }
}
