/** Matrices row by row in float64, by plain loops that share nothing with the engines. */

/** An element that is there. */
export const at = (values: ArrayLike<number>, index: number) => values[index] as number;
export const squares = (x: ArrayLike<number>) => Array.from(x).reduce((sum, v) => sum + v * v, 0);
export const norm = (x: ArrayLike<number>) => Math.sqrt(squares(x));

/** A (m × k) times B (n × k) transposed. */
export function timesTransposed(A: Float64Array, B: Float64Array, k: number): Float64Array {
  const [m, n] = [A.length / k, B.length / k];
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let t = 0; t < k; t++) sum += at(A, i * k + t) * at(B, j * k + t);
      out[i * n + j] = sum;
    }
  return out;
}

/** A (k × m) transposed times B (k × n). */
export function transposedTimes(A: Float64Array, B: Float64Array, k: number): Float64Array {
  const [m, n] = [A.length / k, B.length / k];
  const out = new Float64Array(m * n);
  for (let t = 0; t < k; t++)
    for (let i = 0; i < m; i++) {
      const factor = at(A, t * m + i);
      for (let j = 0; j < n; j++) out[i * n + j] = at(out, i * n + j) + factor * at(B, t * n + j);
    }
  return out;
}

/** A (m × k) times B (k × n). */
export function times(A: Float64Array, B: Float64Array, k: number): Float64Array {
  const [m, n] = [A.length / k, B.length / k];
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let t = 0; t < k; t++) {
      const factor = at(A, i * k + t);
      for (let j = 0; j < n; j++) out[i * n + j] = at(out, i * n + j) + factor * at(B, t * n + j);
    }
  return out;
}

export function withColumn(
  X: Float64Array,
  width: number,
  column: (row: number) => number,
): Float64Array {
  const rows = X.length / width;
  const out = new Float64Array(rows * (width + 1));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) out[i * (width + 1) + j] = at(X, i * width + j);
    out[i * (width + 1) + width] = column(i);
  }
  return out;
}

export function withoutColumn(X: Float64Array, width: number): Float64Array {
  return X.filter((_, index) => index % (width + 1) !== width);
}

export const minus = (x: Float64Array, y: Float64Array) =>
  x.map((value, index) => value - at(y, index));
