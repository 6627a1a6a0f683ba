import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Panels } from './panels.ts';
import { Random } from './random.ts';
import { wasmPanels } from './wasmPanels.ts';

const SIZES = { rows: 12, columns: 8, depth: 23 };
const POISON = 1234.5;

function opened(): Panels {
  const panels = wasmPanels(SIZES);
  if (!panels) throw new Error('Node has WebAssembly');
  return panels;
}

describe('panels in WebAssembly', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    [1, 1, 1],
    [4, 4, 2],
    [5, 8, 7],
    [12, 5, 23],
  ])('sum in the order of the depth, to the bit: %i × %i, %i deep', (rows, columns, depth) => {
    const { a, b, product, tileRows, tileColumns, multiply } = opened();
    const random = Random.fromSeed(rows + columns + depth);
    // Of very different sizes, so that another order or a fused step would show. Nothing of what lies beyond may be used.
    const value = () => random.normal() * 10 ** (4 * random.normal());
    a.fill(Number.NaN);
    b.fill(Number.NaN);
    product.fill(POISON);
    const [height, width] = [
      tileRows * Math.ceil(rows / tileRows),
      tileColumns * Math.ceil(columns / tileColumns),
    ];
    for (let i = 0; i < height * depth; i += 1) a[i] = value();
    for (let j = 0; j < width * depth; j += 1) b[j] = value();
    multiply(rows, columns, depth);
    const element = (panels: Float64Array, tile: number, index: number, d: number): number =>
      panels[(Math.floor(index / tile) * depth + d) * tile + (index % tile)] as number;
    for (let i = 0; i < SIZES.rows; i += 1) {
      for (let j = 0; j < SIZES.columns; j += 1) {
        let sum = 0;
        for (let d = 0; d < depth; d += 1)
          sum += element(a, tileRows, i, d) * element(b, tileColumns, j, d);
        const written = i < height && j < width;
        expect(product[i * SIZES.columns + j]).toBe(written ? sum : POISON);
      }
    }
  });

  it('are refused where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(wasmPanels(SIZES)).toBeNull();
  });

  it('are refused where it has no vectors, or a policy forbids it', () => {
    class Module {
      constructor() {
        throw new TypeError('refused');
      }
    }
    vi.stubGlobal('WebAssembly', { ...WebAssembly, Module });
    expect(wasmPanels(SIZES)).toBeNull();
  });
});
