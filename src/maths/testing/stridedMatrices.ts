import { Random } from '../random.ts';
import type { StridedMatrix } from '../stridedMatrix.ts';

/** Sizes at and around the edges of tiles, blocks and workgroups, with primes and oblong shapes. */
export const AWKWARD_SHAPES: readonly (readonly [rows: number, columns: number])[] = [
  [1, 1],
  [1, 65],
  [63, 2],
  [64, 64],
  [65, 63],
  [7, 131],
  [97, 13],
];

/** What fills the elements beyond a view's columns: reading one shows, and so does writing it. */
const GAP = Number.NaN;

/** A matrix whose element (i, j) is `element(i, j)`, inside rows that are `padding` longer. */
export function matrixOf(
  rows: number,
  columns: number,
  element: (row: number, column: number) => number,
  padding = 0,
): StridedMatrix {
  const stride = columns + padding;
  const values = new Float64Array(rows * stride).fill(GAP);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      values[row * stride + column] = element(row, column);
    }
  }
  return { values, rows, columns, stride };
}

/** Standard normal elements times `scale`. */
export function randomMatrix(
  seed: number,
  rows: number,
  columns: number,
  padding = 0,
  scale = 1,
): StridedMatrix {
  const random = Random.fromSeed(seed);
  return matrixOf(rows, columns, () => scale * random.normal(), padding);
}

/** One-hot rows with a random class each. */
export function randomLabels(seed: number, rows: number, classes: number): StridedMatrix {
  const random = Random.fromSeed(seed);
  const labels = Array.from({ length: rows }, () => Math.floor(random.uniform() * classes));
  return matrixOf(rows, classes, (row, column) => (labels[row] === column ? 1 : 0));
}

export function at({ values, stride }: StridedMatrix, row: number, column: number): number {
  return values[row * stride + column];
}

/** The elements row by row, without the gaps. */
export function elements(matrix: StridedMatrix): number[] {
  return Array.from({ length: matrix.rows * matrix.columns }, (_, index) =>
    at(matrix, Math.floor(index / matrix.columns), index % matrix.columns),
  );
}

/** Whether nothing has been written beyond the columns. */
export function gapsUntouched({ values, columns, stride }: StridedMatrix): boolean {
  return values.every((value, index) => index % stride < columns || Number.isNaN(value));
}

/** The largest |x − y| over the elements of two matrices of one shape; NaN where one has a NaN. */
export function largestDifference(x: StridedMatrix, y: StridedMatrix): number {
  const others = elements(y);
  return elements(x).reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - others[index])),
    0,
  );
}
