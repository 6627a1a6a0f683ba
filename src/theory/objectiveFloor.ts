import type { DlamFigures, IterationRecord } from '../model/iterationRecord.ts';
import type { Curve } from './curve.ts';
import { hasChanged, type Precision } from './lemma1.ts';
import { atOrBefore } from './place.ts';

/** Where F*, from which F − F* is measured, comes from. */
export const FLOOR_KINDS = ['least-seen', 'typed', 'reference'] as const;
export type FloorKind = (typeof FLOOR_KINDS)[number];

export interface FloorSources {
  readonly typed: number | null;
  /** The least F of each run that is shown (`LeastObjective`); null for a run without one. */
  readonly seen: readonly (number | null)[];
  /** Kept from an earlier race on the same problem. */
  readonly reference: number | null;
}

/** F*; null where its source has none. */
export function objectiveFloor(kind: FloorKind, sources: FloorSources): number | null {
  switch (kind) {
    case 'typed':
      return sources.typed;
    case 'reference':
      return sources.reference;
    case 'least-seen':
      return leastOf(sources.seen);
  }
}

function leastOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/**
 * The least finite F of the records read since ε and ρ last changed: before, F or its feasible set was another, and an F that a
 * larger ε allowed says nothing of F*.
 */
export class LeastObjective {
  #least: number | null = null;
  #former: DlamFigures | null = null;

  get value(): number | null {
    return this.#least;
  }

  read({ objective, dlam, span }: IterationRecord): void {
    const former = this.#former;
    this.#former = dlam;
    if (span?.dlam) this.#take(span.dlam.changed, span.dlam.least);
    else
      this.#take(
        former !== null && dlam !== null && hasChanged(former, dlam),
        Number.isFinite(objective) ? objective : null,
      );
  }

  #take(changed: boolean, least: number | null): void {
    if (changed) this.#least = null;
    if (least === null) return;
    this.#least = this.#least === null ? least : Math.min(this.#least, least);
  }
}

/** Unit roundoff of the arithmetic that sums F. */
const ROUNDOFF: Readonly<Record<Precision, number>> = { float32: 2 ** -24, float64: 2 ** -53 };
/** F is a sum of rounded sums, read as a rounded number: a few roundings of it. */
const ROUNDINGS_OF_F = 8;

/** Differences F − F* up to here are rounding of F. */
export function gapResolution(floor: number, precision: Precision): number {
  return ROUNDINGS_OF_F * ROUNDOFF[precision] * Math.abs(floor);
}

/**
 * How much further a run's F may fall: Aitken's extrapolation of F at half, three quarters and all of its iterations,
 * d₁²/(d₀ − d₁) for the decreases d₀ and d₁ of its last two quarters, which is exact for F* + A·q^k and gives a third of the truth
 * for F* + A/k. Where the decreases hardly shrink there is no end in sight, and it is as much again as
 * in the last half; 0 where F has come to rest.
 */
export function remainingDecrease(
  records: readonly IterationRecord[],
  count: number,
  precision: Precision,
): number {
  const last = records[count - 1]?.iteration ?? 0;
  const at = (share: number) =>
    records[atOrBefore(records, count, Math.round(share * last))]?.objective ?? Number.NaN;
  const former = at(0.5) - at(0.75);
  const latter = at(0.75) - at(1);
  if (Math.abs(latter) <= gapResolution(at(1), precision)) return 0;
  const lastHalf = Math.abs(former) + Math.abs(latter);
  return latter > 0 && latter < former
    ? Math.min(latter ** 2 / (former - latter), lastHalf)
    : lastHalf;
}

/** Where F* is uncertain by u, F − F* below so many u would say more of F* than of the rate. */
const UNCERTAINTIES_OF_FLOOR = 10;

/**
 * The least F − F* that is worth a logarithm. F* taken from a run's own end is an upper bound; close to it F − F*
 * dives, and in the middle even 1/k then looks like a straight line.
 */
export function usableGap(floor: number, uncertainty: number, precision: Precision): number {
  return Math.max(gapResolution(floor, precision), UNCERTAINTIES_OF_FLOOR * uncertainty);
}

/** F_k − F* over k where it is positive; the others are left out, never clipped. */
export interface Gaps extends Curve {
  /** The first `leftOutLength` entries: iterations with F_k ≤ F*, or without a finite F_k. */
  readonly leftOut: readonly number[];
  readonly leftOutLength: number;
}

/** Reads F − F* off append-only records, each record once as long as F* stays the same. */
export class GapReader {
  readonly floor: number;
  readonly #xs: number[] = [];
  readonly #ys: number[] = [];
  readonly #leftOut: number[] = [];
  #read = 0;

  constructor(floor: number) {
    this.floor = floor;
  }

  /** The gaps of the first `count` records. */
  readTo(records: readonly IterationRecord[], count: number): Gaps {
    for (; this.#read < count; this.#read++) {
      const { iteration, objective } = records[this.#read] as IterationRecord;
      const gap = objective - this.floor;
      if (gap > 0 && Number.isFinite(gap)) {
        this.#xs.push(iteration);
        this.#ys.push(gap);
      } else this.#leftOut.push(iteration);
    }
    return {
      xs: this.#xs,
      ys: this.#ys,
      length: this.#xs.length,
      leftOut: this.#leftOut,
      leftOutLength: this.#leftOut.length,
    };
  }
}
