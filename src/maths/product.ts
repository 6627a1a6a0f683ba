import { packPanels } from './packPanels.ts';
import type { PanelSizes, Panels } from './panels.ts';
import { scriptPanels } from './scriptPanels.ts';
import type { StridedMatrix } from './stridedMatrix.ts';
import { wasmPanels } from './wasmPanels.ts';

export interface ProductForm {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly scale?: number;
}

/** Multiples of every tile: 96×256 of A (192 KiB) and 256×384 of B (768 KiB) stay in the second-level cache. */
export const BLOCK_SIZES: PanelSizes = { rows: 96, depth: 256, columns: 384 };

/** out[block at `start`, rows × columns] (+)= scale · block, whose rows are `length` long. */
function addBlock(
  out: StridedMatrix,
  start: number,
  rows: number,
  columns: number,
  block: Float64Array,
  length: number,
  scale: number,
  accumulate: boolean,
): void {
  const { values, stride } = out;
  for (let r = 0; r < rows; r += 1) {
    const base = start + r * stride;
    const from = r * length;
    if (accumulate)
      for (let c = 0; c < columns; c += 1) values[base + c] += scale * block[from + c];
    else for (let c = 0; c < columns; c += 1) values[base + c] = scale * block[from + c];
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
  for (let j = 0; j < out.columns; j += BLOCK_SIZES.columns) {
    const columns = Math.min(BLOCK_SIZES.columns, out.columns - j);
    for (let d = 0; d < depth; d += BLOCK_SIZES.depth) {
      const length = Math.min(BLOCK_SIZES.depth, depth - d);
      const startB = j * bColumn + d * bDepth;
      packPanels(panels.b, b.values, startB, bColumn, bDepth, columns, length, tileColumns);
      for (let i = 0; i < out.rows; i += BLOCK_SIZES.rows) {
        const rows = Math.min(BLOCK_SIZES.rows, out.rows - i);
        const startA = i * aRow + d * aDepth;
        packPanels(panels.a, a.values, startA, aRow, aDepth, rows, length, tileRows);
        panels.multiply(rows, columns, length);
        const start = i * out.stride + j;
        addBlock(out, start, rows, columns, panels.product, BLOCK_SIZES.columns, scale, d > 0);
      }
    }
  }
}

const panels = wasmPanels(BLOCK_SIZES) ?? scriptPanels(BLOCK_SIZES);

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
