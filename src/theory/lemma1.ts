import type { Algorithm } from '../model/algorithms.ts';
import { type AlternatingAlgorithm, isAlternating } from '../model/algorithms.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';

/** What a rise of F between consecutive records means. */
export type RiseKind =
  /** mDLAM at the same ε and ρ: Lemma 1 says that there is none. */
  | 'violation'
  /** ε or ρ changed, so that F is another function or its feasible set another set: no lemma forbids it. */
  | 'shrinking-epsilon'
  /** DLAM at the same ε and ρ, which takes every step (Algorithm 1). */
  | 'dlam-rise';

export interface Rise {
  /** The k + 1 of F^{k+1} > F^k. */
  readonly iteration: number;
  readonly kind: RiseKind;
  /** In a thinned history so many rises may be anywhere from here to `iteration`; else it is the same, and they are one. */
  readonly from: number;
  readonly count: number;
}

export type Precision = 'float32' | 'float64';

/**
 * The relative rise of F that counts as rounding.
 * float64: two sums of up to 10⁷ terms, compensated or pairwise; the monotonicity tests use the same figure.
 * float32: mDLAM's accept test passes blocks that raise F by up to 2⁻²² of it (docs/algorithm.md, "Rounding"), there is one
 * such block beside W_L per layer, and F is read as a float32; four times 2⁻²² is what the tests
 * on the GPU allow a whole iteration (1e-6).
 */
export const ROUNDING_TOLERANCE: Readonly<Record<Precision, number>> = {
  float32: 2 ** -20,
  float64: 1e-13,
};

/** Whether F rose from one iteration to the next by more than rounding. */
export function hasRisen(
  former: Pick<IterationRecord, 'objective'>,
  record: Pick<IterationRecord, 'objective'>,
  precision: Precision,
): boolean {
  const amount = record.objective - former.objective;
  return amount > ROUNDING_TOLERANCE[precision] * Math.abs(former.objective);
}

type Constraint = { readonly epsilon: number; readonly rho: number };

/** Whether F became another function, or its feasible set another set. */
export function hasChanged(former: Constraint, now: Constraint): boolean {
  return former.epsilon !== now.epsilon || former.rho !== now.rho;
}

/**
 * Lemma 1, F^k ≥ F^{k+1} (mDLAM), held against the records as they come in. Methods without ε and ρ
 * have no such F, and nothing is counted for them. Where the history was thinned its spans have been counted.
 */
export class Lemma1 {
  readonly #algorithm: AlternatingAlgorithm | null;
  readonly #precision: Precision;
  readonly #rises: Rise[] = [];
  readonly #counts: Record<RiseKind, number> = {
    violation: 0,
    'shrinking-epsilon': 0,
    'dlam-rise': 0,
  };
  #former: IterationRecord | null = null;

  constructor(algorithm: Algorithm, precision: Precision) {
    this.#algorithm = isAlternating(algorithm) ? algorithm : null;
    this.#precision = precision;
  }

  /** In order of iterations. */
  get rises(): readonly Rise[] {
    return this.#rises;
  }

  count(kind: RiseKind): number {
    return this.#counts[kind];
  }

  /** Rises of every kind. */
  get total(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
  }

  /** Takes in the next record; records come in order, each once. */
  read(record: IterationRecord): void {
    const former = this.#former;
    this.#former = record;
    if (!former?.dlam || !record.dlam || !this.#algorithm) return;
    const atFixed = this.#algorithm === 'mdlam' ? 'violation' : 'dlam-rise';
    const { iteration, span } = record;
    if (span?.dlam) {
      const from = iteration - span.iterations + 1;
      const { rises, scheduleRises } = span.dlam;
      this.#add({ iteration, from, kind: atFixed, count: rises[this.#precision] });
      const count = scheduleRises[this.#precision];
      this.#add({ iteration, from, kind: 'shrinking-epsilon', count });
    } else if (hasRisen(former, record, this.#precision)) {
      const kind = hasChanged(former.dlam, record.dlam) ? 'shrinking-epsilon' : atFixed;
      this.#add({ iteration, from: iteration, kind, count: 1 });
    }
  }

  #add(rise: Rise): void {
    if (rise.count === 0) return;
    this.#rises.push(rise);
    this.#counts[rise.kind] += rise.count;
  }
}
