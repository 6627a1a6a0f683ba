import type { TrainerEvent } from './protocol.ts';

/** Keeps a warning from being said twice in a visit: where the browser stores nothing every race would say so again. */
export class SaidOnce {
  readonly #warnings = new Set<string>();

  /** Whether the page has had this warning. */
  repeats(event: TrainerEvent): boolean {
    if (event.kind !== 'warning') return false;
    const { message } = event.error;
    const said = this.#warnings.has(message);
    this.#warnings.add(message);
    return said;
  }
}
