import type { PanelSizes, Panels } from './panels.ts';

const TILE_ROWS = 4;
const TILE_COLUMNS = 3;

/**
 * The loops in JavaScript. Twelve sums plus the operands fill the sixteen registers of x86-64: of the tiles from 2×2 to 8×1,
 * 4×3 was the fastest in V8 (6.6 GFLOP/s where 4×4 gave 5.9 and 2×2 5.0).
 */
export function scriptPanels(sizes: PanelSizes): Panels {
  const a = new Float64Array(sizes.rows * sizes.depth);
  const b = new Float64Array(sizes.columns * sizes.depth);
  const product = new Float64Array(sizes.rows * sizes.columns);
  return {
    language: 'JavaScript',
    tileRows: TILE_ROWS,
    tileColumns: TILE_COLUMNS,
    a,
    b,
    product,
    multiply: (rows, columns, depth) => {
      for (let j = 0; j < columns; j += TILE_COLUMNS)
        for (let i = 0; i < rows; i += TILE_ROWS)
          multiplyTile(
            product,
            i * sizes.columns + j,
            sizes.columns,
            a,
            i * depth,
            b,
            j * depth,
            depth,
          );
    },
  };
}

/** product[4×3 at `start`] = PᵀQ for two packed panels, P at a[startA …] and Q at b[startB …]. */
function multiplyTile(
  product: Float64Array,
  start: number,
  stride: number,
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  depth: number,
): void {
  let [c00, c01, c02, c10, c11, c12] = [0, 0, 0, 0, 0, 0];
  let [c20, c21, c22, c30, c31, c32] = [0, 0, 0, 0, 0, 0];
  const end = startA + depth * TILE_ROWS;
  for (let i = startA, j = startB; i < end; i += TILE_ROWS, j += TILE_COLUMNS) {
    const b0 = b[j];
    const b1 = b[j + 1];
    const b2 = b[j + 2];
    const a0 = a[i];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    const a1 = a[i + 1];
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    const a2 = a[i + 2];
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    const a3 = a[i + 3];
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
  }
  const [row1, row2, row3] = [start + stride, start + 2 * stride, start + 3 * stride];
  product[start] = c00;
  product[start + 1] = c01;
  product[start + 2] = c02;
  product[row1] = c10;
  product[row1 + 1] = c11;
  product[row1 + 2] = c12;
  product[row2] = c20;
  product[row2 + 1] = c21;
  product[row2 + 2] = c22;
  product[row3] = c30;
  product[row3 + 1] = c31;
  product[row3 + 2] = c32;
}
