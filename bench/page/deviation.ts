import { Random } from '../../src/maths/random.ts';
import type { ProductInputs } from './contender.ts';
import { operandShapes } from './contender.ts';

/** Entries of a large product that are compared. */
const SAMPLED = 2000;

/** A result that deviates by more is not what was asked for, and its time says nothing. */
const LARGEST_DEVIATION = 1e-4;

/** One entry of op(A)·op(B), in float64. */
function exactEntry({ form, a, b }: ProductInputs, row: number, column: number): number {
  const { inner, transposeA, transposeB } = form;
  const shapes = operandShapes(form);
  const [widthA, widthB] = [shapes.a[1], shapes.b[1]];
  let sum = 0;
  for (let k = 0; k < inner; k++)
    sum +=
      (a[transposeA ? k * widthA + row : row * widthA + k] as number) *
      (b[transposeB ? column * widthB + k : k * widthB + column] as number);
  return sum;
}

/** max |found − right| / max |right| over all entries of a small product, or over many of a large one. */
export function productDeviation(
  inputs: ProductInputs,
  found: ArrayLike<number> | undefined,
): number {
  const { rows, columns } = inputs.form;
  const size = rows * columns;
  if (found?.length !== size) return Number.POSITIVE_INFINITY;
  const random = Random.fromSeed(1);
  let [error, scale] = [0, 0];
  for (let i = 0; i < Math.min(size, SAMPLED); i++) {
    const position = size <= SAMPLED ? i : Math.floor(random.uniform(0, size));
    const right = exactEntry(inputs, Math.floor(position / columns), position % columns);
    error = Math.max(error, worst(found[position] as number, right));
    scale = Math.max(scale, Math.abs(right));
  }
  return error / scale;
}

/** NaN counts as infinitely wrong. */
function worst(found: number, right: number): number {
  const error = Math.abs(found - right);
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/** The largest max |found − right| / max |right| of several matrices. */
export function largestDeviation(
  found: readonly ArrayLike<number>[],
  right: readonly ArrayLike<number>[],
): number {
  if (found.length !== right.length) return Number.POSITIVE_INFINITY;
  const deviations = right.map((matrix, index) => {
    const other = found[index] as ArrayLike<number>;
    if (other.length !== matrix.length) return Number.POSITIVE_INFINITY;
    let [error, scale] = [0, 0];
    for (let position = 0; position < matrix.length; position++) {
      const value = matrix[position] as number;
      error = Math.max(error, worst(other[position] as number, value));
      scale = Math.max(scale, Math.abs(value));
    }
    return error / scale;
  });
  return Math.max(...deviations);
}

/** @throws Error for a result that is not right. */
export function requireRight(deviation: number, what: string): void {
  if (!(deviation <= LARGEST_DEVIATION))
    throw new Error(`${what} deviates by ${deviation.toExponential(1)} from the right one`);
}
