/** What an engine that computes nothing would have allocated: see the counting engines. */
export class Allocations {
  #bytes = 0;
  #largest = { label: '', bytes: 0 };

  /** Held at this moment. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The largest single piece of memory that was ever asked for. */
  get largest(): { readonly label: string; readonly bytes: number } {
    return this.#largest;
  }

  /** Notes an allocation; what it returns gives it back, once. */
  add(label: string, bytes: number): () => void {
    this.#bytes += bytes;
    if (bytes > this.#largest.bytes) this.#largest = { label, bytes };
    let held = bytes;
    return () => {
      this.#bytes -= held;
      held = 0;
    };
  }
}
