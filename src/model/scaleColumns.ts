/** x = (value − offset_j)·factor_j in column j. */
export interface ColumnScale {
  readonly offset: Float64Array;
  readonly factor: Float64Array;
}

/** Applies it to values row by row; computed in float64, kept in float32. */
export function scaleColumns(
  values: ArrayLike<number>,
  { offset, factor }: ColumnScale,
): Float32Array {
  const columns = offset.length;
  const scaled = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += columns) {
    for (let j = 0; j < columns; j++) {
      const value = values[start + j] as number;
      scaled[start + j] = (value - (offset[j] as number)) * (factor[j] as number);
    }
  }
  return scaled;
}
