/** Calls to somebody who may go away before the answer. */
export class CallsUnderWay {
  readonly #rejections = new Set<(reason: unknown) => void>();
  #end: { readonly reason: unknown } | null = null;

  /**
   * Settles as the answer does, or rejects when the end comes first. `Promise.race` with a promise of the end would
   * hold every answer for as long as that one is pending: with a trained network a second, a tab out of memory.
   */
  until<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#end) {
        reject(this.#end.reason);
        return;
      }
      this.#rejections.add(reject);
      answer.then(resolve, reject).finally(() => this.#rejections.delete(reject));
    });
  }

  /** There will be no answers any more. */
  end(reason: unknown): void {
    this.#end = { reason };
    for (const reject of this.#rejections) reject(reason);
    this.#rejections.clear();
  }
}
