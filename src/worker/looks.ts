type Kind = 'classify' | 'distributions';

/** Looks at networks beside the race: a newer look of the same kind ends an older one, which then finds null. */
export class Looks {
  readonly #newest = new Map<Kind, AbortController>();
  readonly #underWay = new Set<Promise<unknown>>();
  /** Looks begin after it. */
  #obstacle: Promise<unknown> = Promise.resolve();

  async begin<T>(kind: Kind, look: (signal: AbortSignal) => Promise<T | null>): Promise<T | null> {
    this.#newest.get(kind)?.abort();
    const own = new AbortController();
    this.#newest.set(kind, own);
    await this.#obstacle;
    if (own.signal.aborted) return null;
    const found = look(own.signal);
    this.#underWay.add(found);
    try {
      return await found;
    } finally {
      this.#underWay.delete(found);
    }
  }

  /** Does something while nobody looks: ends the looks under way, and holds new ones up. */
  during<T>(task: () => Promise<T>): Promise<T> {
    for (const look of this.#newest.values()) look.abort();
    const done = Promise.allSettled(this.#underWay).then(task);
    this.#obstacle = done.catch(() => undefined);
    return done;
  }
}
