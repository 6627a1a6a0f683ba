import { constants } from 'node:os';

/** A Ctrl-C comes twice where npm or a parent passes it on as well: only one after this long is a second one. */
const ECHO_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Hears Ctrl-C and SIGTERM for as long as a command runs. */
export class Interruption {
  readonly #controller = new AbortController();
  #exitCode: number | null = null;
  #heardAt = 0;

  constructor() {
    for (const name of SIGNALS) process.on(name, () => this.#hear(name));
  }

  /** Goes off with the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The exit code that the signal asks for; null while there was none. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  #hear(name: (typeof SIGNALS)[number]): void {
    const now = performance.now();
    if (this.#exitCode !== null) {
      if (now - this.#heardAt > ECHO_MS) process.exit(this.#exitCode);
      return;
    }
    this.#heardAt = now;
    this.#exitCode = 128 + constants.signals[name];
    console.error('\nInterrupted: finishing the batch under way and writing what is done.');
    this.#controller.abort();
  }
}
