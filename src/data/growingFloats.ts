import { LARGEST_VALUES } from '../model/fileLimits.ts';

const FIRST_ROWS = 256;

/** Rows of float32 whose number is not known beforehand. */
export class GrowingFloats {
  readonly #width: number;
  #values: Float32Array;
  #used = 0;

  constructor(width: number) {
    this.#width = width;
    this.#values = new Float32Array(Math.min(LARGEST_VALUES, width * FIRST_ROWS));
  }

  /** Room for one more row, to be filled before the next call; null beyond LARGEST_VALUES. */
  nextRow(): Float32Array | null {
    const end = this.#used + this.#width;
    if (end > LARGEST_VALUES) return null;
    if (end > this.#values.length) {
      const larger = new Float32Array(Math.min(LARGEST_VALUES, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    const row = this.#values.subarray(this.#used, end);
    this.#used = end;
    return row;
  }

  /** All rows, without the room that was left. */
  taken(): Float32Array {
    return this.#values.slice(0, this.#used);
  }
}
