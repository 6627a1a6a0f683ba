import { multiplyPanels, TILE_COLUMNS, TILE_ROWS } from './multiplyPanels.ts';
import { packPanels } from './packPanels.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

export interface ProductForm {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly scale?: number;
}

/** Block sizes: 96×256 of A (192 KiB) and 256×384 of B (768 KiB) stay in the second-level cache. */
const BLOCK_ROWS = 96;
const BLOCK_DEPTH = 256;
const BLOCK_COLUMNS = 384;

const packedA = new Float64Array(BLOCK_ROWS * BLOCK_DEPTH);
const packedB = new Float64Array(BLOCK_DEPTH * BLOCK_COLUMNS);
const tile = new Float64Array(TILE_ROWS * TILE_COLUMNS);

/** out[block at `start`, rows × columns] (+)= scale · packed A block · packed B block. */
function multiplyBlock(
  out: StridedMatrix,
  start: number,
  rows: number,
  columns: number,
  depth: number,
  scale: number,
  accumulate: boolean,
): void {
  const { values, stride } = out;
  for (let j = 0; j < columns; j += TILE_COLUMNS) {
    const width = Math.min(TILE_COLUMNS, columns - j);
    for (let i = 0; i < rows; i += TILE_ROWS) {
      const height = Math.min(TILE_ROWS, rows - i);
      multiplyPanels(tile, packedA, i * depth, packedB, j * depth, depth);
      for (let r = 0; r < height; r += 1) {
        const base = start + (i + r) * stride + j;
        for (let c = 0; c < width; c += 1) {
          const value = scale * tile[r * TILE_COLUMNS + c];
          values[base + c] = accumulate ? values[base + c] + value : value;
        }
      }
    }
  }
}

/**
 * out = scale · op(A)·op(B), op being the transpose where asked for; op(A) `m × k`, op(B) `k × n`,
 * out `m × n`, which must not overlap A or B. Sizes are the caller's to check.
 * Cache-blocked over packed panels (Goto & van de Geijn 2008); each element is a sum of plain sums
 * over blocks of 256 products.
 */
export function product(
  out: StridedMatrix,
  a: StridedMatrix,
  b: StridedMatrix,
  form: ProductForm = {},
): void {
  const depth = form.transposeA === true ? a.rows : a.columns;
  const [aRow, aDepth] = form.transposeA === true ? [1, a.stride] : [a.stride, 1];
  const [bColumn, bDepth] = form.transposeB === true ? [b.stride, 1] : [1, b.stride];
  const scale = form.scale ?? 1;
  for (let j = 0; j < out.columns; j += BLOCK_COLUMNS) {
    const columns = Math.min(BLOCK_COLUMNS, out.columns - j);
    for (let d = 0; d < depth; d += BLOCK_DEPTH) {
      const length = Math.min(BLOCK_DEPTH, depth - d);
      const startB = j * bColumn + d * bDepth;
      packPanels(packedB, b.values, startB, bColumn, bDepth, columns, length, TILE_COLUMNS);
      for (let i = 0; i < out.rows; i += BLOCK_ROWS) {
        const rows = Math.min(BLOCK_ROWS, out.rows - i);
        const startA = i * aRow + d * aDepth;
        packPanels(packedA, a.values, startA, aRow, aDepth, rows, length, TILE_ROWS);
        multiplyBlock(out, i * out.stride + j, rows, columns, length, scale, d > 0);
      }
    }
  }
}
