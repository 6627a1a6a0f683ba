import type { IterationRecord } from '../model/iterationRecord.ts';

/** In how many iterations the first step of each block raised F; what a thinned history left out is counted. */
export class RaisedBlocks {
  readonly #counts = new Map<string, number>();

  /** Of a block: "W2", "a1". */
  count(block: string): number {
    return this.#counts.get(block) ?? 0;
  }

  /** Takes in the next record; records come in order, each once. */
  read({ dlam, span }: IterationRecord): void {
    if (span?.dlam)
      for (const [block, count] of Object.entries(span.dlam.raised)) this.#add(block, count);
    else for (const block of dlam?.raised ?? []) this.#add(block, 1);
  }

  #add(block: string, count: number): void {
    this.#counts.set(block, this.count(block) + count);
  }
}
