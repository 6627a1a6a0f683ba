import { afterEach, describe, expect, it, vi } from 'vitest';
import { Random } from './random.ts';
import { scriptPanels } from './scriptPanels.ts';
import { wasmPanels } from './wasmPanels.ts';

const SIZES = { a: 96, b: 96 };

describe('panels in WebAssembly', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([1, 2, 7, 23])(
    'sum in the order of the depth, to the bit, where they start: %i deep',
    (depth) => {
      const wasm = wasmPanels(SIZES);
      const script = scriptPanels(SIZES);
      if (!wasm) throw new Error('Node has WebAssembly');
      const random = Random.fromSeed(depth);
      // Of very different sizes, so that another order or a fused step would show.
      const value = () => random.normal() * 10 ** (8 * random.normal());
      const [rows, columns] = [wasm.tileRows, wasm.tileColumns];
      // What lies around the panels is NaN: neither may be read.
      wasm.a.fill(Number.NaN);
      wasm.b.fill(Number.NaN);
      for (let i = 0; i < depth * rows; i += 1) wasm.a[3 + i] = value();
      for (let j = 0; j < depth * columns; j += 1) wasm.b[2 + j] = value();
      wasm.tile.fill(Number.NaN);
      wasm.multiply(3, 2, depth);
      for (let r = 0; r < rows; r += 1) {
        for (let c = 0; c < columns; c += 1) {
          // One row and one column at a time, by the other implementation.
          script.a.fill(0);
          script.b.fill(0);
          for (let d = 0; d < depth; d += 1) {
            script.a[d * script.tileRows] = wasm.a[3 + d * rows + r] as number;
            script.b[d * script.tileColumns] = wasm.b[2 + d * columns + c] as number;
          }
          script.multiply(0, 0, depth);
          expect(wasm.tile[r * columns + c]).toBe(script.tile[0]);
        }
      }
    },
  );

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
