import type { ForwardFigures, IterationRecord } from '../model/iterationRecord.ts';

/** Figures of which two runs of the same configuration can be compared. */
type ComparedFigure = 'objective' | keyof ForwardFigures;
const FORWARD: readonly (keyof ForwardFigures)[] = [
  'trainLoss',
  'trainAccuracy',
  'testLoss',
  'testAccuracy',
];

/** How far one run is from another of the same configuration. */
export interface Deviation {
  /** Iterations that both have. */
  readonly compared: number;
  /** All figures that both have are the same bits: steps, residuals and step sizes included. */
  readonly identical: boolean;
  /** The first iteration in which any figure differs; null while none does. */
  readonly firstDifference: number | null;
  /** Largest |x − y| / max(|x|, |y|) over the objective; null before anything was compared. */
  readonly objective: number | null;
  /** The largest over the objective and the forward-pass figures, with its place. */
  readonly largest: {
    readonly relative: number;
    readonly figure: ComparedFigure;
    readonly iteration: number;
  } | null;
}

/** |x − y| / max(|x|, |y|); 0 for equal values, two NaN included, and 1 where only one is finite. */
export function relativeDifference(x: number, y: number): number {
  if (Object.is(x, y) || x === y) return 0;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return 1;
  return Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
}

/** What of a record neither the machine's speed nor what became of its neighbours has a part in. */
function reproducible({ elapsedMs: _, span: __, cost, ...figures }: IterationRecord): object {
  const { deviceMs: ___, ...counted } = cost;
  return { ...figures, ...counted };
}

/** The same values in the same places, whatever the order of the keys; NaN equals NaN. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other || Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) &&
        same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}

/** Compares the iterations that both runs have, by their numbers. */
export function deviation(
  recorded: readonly IterationRecord[],
  replayed: readonly IterationRecord[],
): Deviation {
  const byIteration = new Map(recorded.map((record) => [record.iteration, record]));
  let compared = 0;
  let firstDifference: number | null = null;
  let objective: number | null = null;
  let largest: Deviation['largest'] = null;
  for (const record of replayed) {
    const other = byIteration.get(record.iteration);
    if (!other) continue;
    compared++;
    if (!same(reproducible(record), reproducible(other))) firstDifference ??= record.iteration;
    for (const [figure, relative] of differences(other, record)) {
      if (figure === 'objective') objective = Math.max(objective ?? 0, relative);
      if (largest === null || relative > largest.relative)
        largest = { relative, figure, iteration: record.iteration };
    }
  }
  return {
    compared,
    identical: compared > 0 && firstDifference === null,
    firstDifference,
    objective,
    largest,
  };
}

function differences(
  one: IterationRecord,
  other: IterationRecord,
): readonly (readonly [ComparedFigure, number])[] {
  const found: (readonly [ComparedFigure, number])[] = [
    ['objective', relativeDifference(one.objective, other.objective)],
  ];
  if (one.forward && other.forward)
    for (const figure of FORWARD)
      found.push([figure, relativeDifference(one.forward[figure], other.forward[figure])]);
  return found;
}
