import { packPanels } from './packPanels.ts';
import type { Panels } from './panels.ts';
import { scriptPanels } from './scriptPanels.ts';
import type { StridedMatrix } from './stridedMatrix.ts';
import { wasmPanels } from './wasmPanels.ts';

export interface ProductForm {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly scale?: number;
}

/** Block sizes, multiples of every tile: 96×256 of A (192 KiB) and 256×384 of B (768 KiB) stay in the second-level cache. */
const BLOCK_ROWS = 96;
const BLOCK_DEPTH = 256;
const BLOCK_COLUMNS = 384;

/** Elements of the packed blocks. */
export const PANEL_SIZES = { a: BLOCK_ROWS * BLOCK_DEPTH, b: BLOCK_DEPTH * BLOCK_COLUMNS };

/** out[block at `start`, rows × columns] (+)= scale · packed A block · packed B block. */
function multiplyBlock(
  { tile, tileRows, tileColumns, multiply }: Panels,
  out: StridedMatrix,
  start: number,
  rows: number,
  columns: number,
  depth: number,
  scale: number,
  accumulate: boolean,
): void {
  const { values, stride } = out;
  for (let j = 0; j < columns; j += tileColumns) {
    const width = Math.min(tileColumns, columns - j);
    for (let i = 0; i < rows; i += tileRows) {
      const height = Math.min(tileRows, rows - i);
      multiply(i * depth, j * depth, depth);
      for (let r = 0; r < height; r += 1) {
        const base = start + (i + r) * stride + j;
        for (let c = 0; c < width; c += 1) {
          const value = scale * tile[r * tileColumns + c];
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
 * over blocks of 256 products, whichever panels multiply.
 */
export function productBy(
  panels: Panels,
  out: StridedMatrix,
  a: StridedMatrix,
  b: StridedMatrix,
  form: ProductForm = {},
): void {
  const depth = form.transposeA === true ? a.rows : a.columns;
  const [aRow, aDepth] = form.transposeA === true ? [1, a.stride] : [a.stride, 1];
  const [bColumn, bDepth] = form.transposeB === true ? [b.stride, 1] : [1, b.stride];
  const scale = form.scale ?? 1;
  const { tileRows, tileColumns } = panels;
  for (let j = 0; j < out.columns; j += BLOCK_COLUMNS) {
    const columns = Math.min(BLOCK_COLUMNS, out.columns - j);
    for (let d = 0; d < depth; d += BLOCK_DEPTH) {
      const length = Math.min(BLOCK_DEPTH, depth - d);
      const startB = j * bColumn + d * bDepth;
      packPanels(panels.b, b.values, startB, bColumn, bDepth, columns, length, tileColumns);
      for (let i = 0; i < out.rows; i += BLOCK_ROWS) {
        const rows = Math.min(BLOCK_ROWS, out.rows - i);
        const startA = i * aRow + d * aDepth;
        packPanels(panels.a, a.values, startA, aRow, aDepth, rows, length, tileRows);
        multiplyBlock(panels, out, i * out.stride + j, rows, columns, length, scale, d > 0);
      }
    }
  }
}

const panels = wasmPanels(PANEL_SIZES) ?? scriptPanels(PANEL_SIZES);

/** What {@link product} multiplies in. */
export const PRODUCT_LANGUAGE = panels.language;

/** {@link productBy} the fastest panels that there are. */
export function product(
  out: StridedMatrix,
  a: StridedMatrix,
  b: StridedMatrix,
  form?: ProductForm,
): void {
  productBy(panels, out, a, b, form);
}
