import type { CurvePoints } from './cellResult.ts';

/** A stored curve has at most one point more than this. */
export const MOST_POINTS = 500;

/**
 * A curve while it grows: of its points stay every sth, for the smallest power of two s that leaves no more than 500, and
 * the last. With powers of two the places kept of a longer curve are among those of a shorter one, so that runs that
 * ended at different iterations can still be compared place by place.
 */
export class GrowingCurve {
  #iterations: number[] = [];
  #values: number[] = [];
  #stride = 1;
  #count = 0;
  #last: { readonly iteration: number; readonly value: number } | null = null;

  get last(): number | null {
    return this.#last?.value ?? null;
  }

  add(iteration: number, value: number): void {
    this.#last = { iteration, value };
    if (this.#count++ % this.#stride !== 0) return;
    this.#iterations.push(iteration);
    this.#values.push(value);
    if (this.#iterations.length <= MOST_POINTS) return;
    this.#stride *= 2;
    const kept = (_: number, index: number) => index % 2 === 0;
    this.#iterations = this.#iterations.filter(kept);
    this.#values = this.#values.filter(kept);
  }

  points(): CurvePoints {
    const iterations = [...this.#iterations];
    const values = [...this.#values];
    if (this.#last && iterations.at(-1) !== this.#last.iteration) {
      iterations.push(this.#last.iteration);
      values.push(this.#last.value);
    }
    return { iterations, values };
  }
}
