import type { DlamFigures, IterationRecord, WeightFigures } from '../model/iterationRecord.ts';
import type { Curve } from './curve.ts';

interface Former {
  readonly weights: WeightFigures;
  readonly dlam: DlamFigures;
}

/**
 * Theorem 2's sequence as SPEC.md states it (the paper's statement misplaces a bracket, its proof does not):
 *
 *   c_k = min_{1≤i≤k} Σ_l (θ_l^i/2 − θ_l^{i+1}ω_i²/2)‖W_l^i − W_l^{i−1}‖² + (ρ/2)(1 − ω_i²)‖z_l^i − z_l^{i−1}‖²
 *                   + Σ_{l<L} (τ_l^i/2 − τ_l^{i+1}ω_i²/2)‖a_l^i − a_l^{i−1}‖²,   k·c_k → 0 under Theorem 1's condition.
 *
 * Where that condition fails a term can be negative, and c_k with it: it is kept as it is. Record i has θ^i, τ^i and the steps to iterate i;
 * ω_i, θ^{i+1} and τ^{i+1} come with record i + 1, so c_k is known one record later. With a schedule of ρ, ρ^i and ρ^{i+1}
 * take the places of θ^i and θ^{i+1}, as in the sum (17) from which the term comes; at a constant ρ that is the same.
 */
export class Theorem2 {
  readonly #xs: number[] = [];
  readonly #ys: number[] = [];
  #least = Number.POSITIVE_INFINITY;
  #former: Former | null = null;

  /** c_k; null before it is known. */
  get current(): number | null {
    return this.#xs.length > 0 ? this.#least : null;
  }

  /** k·c_k over k. The columns grow in place; a snapshot is their first `length` entries. */
  get curve(): Curve {
    return { xs: this.#xs, ys: this.#ys, length: this.#xs.length };
  }

  /** Takes in the next record; records come in order, each once. */
  read({ iteration, weights, dlam, span }: IterationRecord): void {
    const former = this.#former;
    this.#former = dlam && dlam.theta.length > 0 ? { weights, dlam } : null;
    const term = span?.dlam ? span.dlam.leastTerm : former && dlam && decreaseTerm(former, dlam);
    if (term === null) return;
    this.#least = Math.min(this.#least, term);
    this.#xs.push(iteration - 1);
    this.#ys.push((iteration - 1) * this.#least);
  }
}

/** The i-th term of the minimum, from record i and the ω_i, θ^{i+1}, τ^{i+1}, ρ^{i+1} of record i + 1. */
export function decreaseTerm(
  { weights, dlam }: { readonly weights: WeightFigures; readonly dlam: DlamFigures },
  next: DlamFigures,
): number {
  const square = next.omega ** 2;
  const constant = (value: number) => dlam.zSteps.map(() => value);
  return (
    weighted(dlam.theta, next.theta, square, weights.steps) +
    weighted(constant(dlam.rho), constant(next.rho), square, dlam.zSteps) +
    weighted(dlam.tau, next.tau, square, dlam.aSteps)
  );
}

/** Σ_l (c_l^i/2 − c_l^{i+1}ω²/2)·step_l². */
function weighted(
  now: readonly number[],
  next: readonly number[],
  square: number,
  steps: readonly number[],
): number {
  return steps.reduce((sum, step, index) => {
    const factor = (now[index] as number) / 2 - ((next[index] as number) * square) / 2;
    return sum + factor * step ** 2;
  }, 0);
}
