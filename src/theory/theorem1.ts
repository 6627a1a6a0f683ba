import type { DlamFigures, IterationRecord } from '../model/iterationRecord.ts';

/** Whether the condition held in the iteration that led to a record. */
export interface Theorem1Flag {
  /** k + 1, the record that carries ω_k, θ^{k+1} and τ^{k+1}. */
  readonly iteration: number;
  readonly held: boolean;
}

/**
 * Theorem 1's condition, iteration by iteration: ω_k² < θ_l^k/θ_l^{k+1} for l = 1 … L and
 * ω_k² < τ_l^k/τ_l^{k+1} for l = 1 … L−1. It is first known for k = 1: before there is no θ^k. Step sizes found by
 * backtracking rise and fall, so it often fails; the theorem then promises nothing.
 */
export class Theorem1 {
  readonly #flags: Theorem1Flag[] = [];
  #held = 0;
  #former: DlamFigures | null = null;

  get flags(): readonly Theorem1Flag[] {
    return this.#flags;
  }

  /** In how many of the iterations judged it held. */
  get held(): number {
    return this.#held;
  }

  /** The share of the iterations judged in which it held; null before there is one. */
  get share(): number | null {
    return this.#flags.length > 0 ? this.#held / this.#flags.length : null;
  }

  /** Takes in the next record; records come in order, each once. */
  read({ iteration, dlam }: IterationRecord): void {
    const former = this.#former;
    this.#former = dlam;
    if (!dlam || !former || former.theta.length === 0) return;
    const held =
      allSmaller(dlam.omega, former.theta, dlam.theta) &&
      allSmaller(dlam.omega, former.tau, dlam.tau);
    this.#flags.push({ iteration, held });
    if (held) this.#held++;
  }
}

/** ω²·now < former for every layer: the condition without its division. */
function allSmaller(omega: number, former: readonly number[], now: readonly number[]): boolean {
  return now.every((size, index) => omega ** 2 * size < (former[index] as number));
}
