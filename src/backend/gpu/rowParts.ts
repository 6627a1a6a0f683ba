/** How the rows of a matrix are shared out over buffers. */

/**
 * Rows of a part at most where a backend is not told otherwise: with 2048 columns of float32 they take the 128 MiB that
 * every WebGPU device binds.
 */
export const ROWS_PER_PART = 16_384;

/** Parts begin at multiples of it: the rows of the largest tile of a product. */
const GRANULE = 32;

/** Neighbouring rows of a matrix. */
export interface RowRange {
  readonly firstRow: number;
  readonly rows: number;
}

/** The most rows of a part: a multiple of 32, or Infinity for no parts. */
export function checkRowsPerPart(rowsPerPart: number): void {
  const valid = rowsPerPart === Number.POSITIVE_INFINITY || rowsPerPart % GRANULE === 0;
  if (!valid || rowsPerPart <= 0)
    throw new RangeError(`A part cannot have ${rowsPerPart} rows: multiples of ${GRANULE} only`);
}

/**
 * The parts of a matrix: as few as possible, of equal size but for the rounding up to a multiple of 32; the last has the
 * rest. A function of the number of rows alone, so that matrices with the same rows are split alike.
 */
export function splitRows(rows: number, rowsPerPart: number): readonly RowRange[] {
  const parts = Math.max(1, Math.ceil(rows / rowsPerPart));
  const rowsOfPart = GRANULE * Math.ceil(Math.ceil(rows / parts) / GRANULE);
  return Array.from({ length: parts }, (_, index) => {
    const firstRow = index * rowsOfPart;
    return { firstRow, rows: Math.min(rowsOfPart, rows - firstRow) };
  });
}
