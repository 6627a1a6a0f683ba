import type { DlamFigures, IterationRecord } from '../model/iterationRecord.ts';

/**
 * Theorem 1's condition, iteration by iteration: ω_k² < θ_l^k/θ_l^{k+1} for l = 1 … L and
 * ω_k² < τ_l^k/τ_l^{k+1} for l = 1 … L−1. It is first known for k = 1: before there is no θ^k. Step sizes found by
 * backtracking rise and fall, so it often fails; the theorem then promises nothing.
 */
export class Theorem1 {
  #judged = 0;
  #held = 0;
  #former: DlamFigures | null = null;

  /** Iterations of which it speaks. */
  get judged(): number {
    return this.#judged;
  }

  /** In how many of the iterations judged it held. */
  get held(): number {
    return this.#held;
  }

  /** The share of the iterations judged in which it held; null before there is one. */
  get share(): number | null {
    return this.#judged > 0 ? this.#held / this.#judged : null;
  }

  /** Takes in the next record; records come in order, each once. */
  read({ dlam, span }: IterationRecord): void {
    const former = this.#former;
    this.#former = dlam;
    if (span?.dlam) {
      this.#judged += span.dlam.judged;
      this.#held += span.dlam.held;
      return;
    }
    const held = former && dlam && conditionHeld(former, dlam);
    if (held === null) return;
    this.#judged++;
    if (held) this.#held++;
  }
}

/** Whether it held from one iteration to the next; null where there is no θ^k. */
export function conditionHeld(former: DlamFigures, now: DlamFigures): boolean | null {
  if (former.theta.length === 0) return null;
  return (
    allSmaller(now.omega, former.theta, now.theta) && allSmaller(now.omega, former.tau, now.tau)
  );
}

/** ω²·now < former for every layer: the condition without its division. */
function allSmaller(omega: number, former: readonly number[], now: readonly number[]): boolean {
  return now.every((size, index) => omega ** 2 * size < (former[index] as number));
}
