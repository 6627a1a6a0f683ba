import { now } from './clock.ts';

/** What the pacer needs of its host: workers and Node have it, under different type libraries. */
declare class MessageChannel {
  readonly port1: { onmessage: (() => void) | null; close(): void };
  readonly port2: { postMessage(message: null): void };
}

/** Milliseconds of computing after which the event loop gets a turn. */
const TURN_INTERVAL_MS = 30;

/** Resolves in a new macrotask, without the 4 ms that browsers add to nested timeouts. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

/** Lets a worker answer its messages while it computes. */
export class EventLoopPacer {
  #lastTurn = now();

  /** Gives the event loop a turn when the last one is more than 30 ms ago. */
  async pause(): Promise<void> {
    if (now() - this.#lastTurn <= TURN_INTERVAL_MS) return;
    await macrotask();
    this.#lastTurn = now();
  }
}
