/**
 * A row-major matrix in float64 whose rows start `stride` elements apart; element (i, j) is
 * values[i·stride + j]. With stride > columns it is a view of the leading columns of a wider
 * matrix, and what lies beyond its columns is never touched.
 */
export interface StridedMatrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
}
