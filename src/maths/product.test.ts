import { describe, expect, it } from 'vitest';
import type { Panels } from './panels.ts';
import { BLOCK_SIZES, productBy } from './product.ts';
import { scriptPanels } from './scriptPanels.ts';
import type { StridedMatrix } from './stridedMatrix.ts';
import { at, gapsUntouched, matrixOf, randomMatrix } from './testing/stridedMatrices.ts';
import { wasmPanels } from './wasmPanels.ts';

const SIZES = [
  [1, 1, 1],
  [1, 64, 1],
  [4, 3, 3],
  [5, 7, 4],
  [63, 65, 64],
  [65, 1, 127],
  [97, 257, 31],
  [101, 513, 13],
  [3, 600, 389],
] as const;

function naive(
  a: (i: number, k: number) => number,
  b: (k: number, j: number) => number,
  [m, depth, n]: readonly [number, number, number],
  scale: number,
): StridedMatrix {
  return matrixOf(m, n, (i, j) => {
    let sum = 0;
    for (let k = 0; k < depth; k += 1) sum += a(i, k) * b(k, j);
    return scale * sum;
  });
}

const inScript = scriptPanels(BLOCK_SIZES);
/** Node always has it. */
const inWasm = wasmPanels(BLOCK_SIZES) as Panels;

const FORMS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

describe.each(FORMS)('product, transposeA %s, transposeB %s', (transposeA, transposeB) => {
  it.each(SIZES)('is the sum of products for %i×%i · …×%i, strided or not', (m, depth, n) => {
    for (const padding of [0, 3]) {
      const a = transposeA
        ? randomMatrix(1, depth, m, padding)
        : randomMatrix(1, m, depth, padding);
      const b = transposeB
        ? randomMatrix(2, n, depth, padding)
        : randomMatrix(2, depth, n, padding);
      const out = matrixOf(m, n, () => Number.NaN, padding);
      productBy(inScript, out, a, b, { transposeA, transposeB, scale: -1.5 });
      const expected = naive(
        (i, k) => (transposeA ? at(a, k, i) : at(a, i, k)),
        (k, j) => (transposeB ? at(b, j, k) : at(b, k, j)),
        [m, depth, n],
        -1.5,
      );
      // |error| ≤ depth·2⁻⁵³·Σ|a||b| for each of the two sums.
      const bound = 2 ** -51 * depth * depth;
      for (let i = 0; i < m; i += 1) {
        for (let j = 0; j < n; j += 1) {
          expect(Math.abs(at(out, i, j) - at(expected, i, j))).toBeLessThanOrEqual(bound);
        }
      }
      expect(gapsUntouched(out)).toBe(true);
      const again = matrixOf(m, n, () => Number.NaN, padding);
      productBy(inWasm, again, a, b, { transposeA, transposeB, scale: -1.5 });
      expect(new BigUint64Array(again.values.buffer)).toEqual(
        new BigUint64Array(out.values.buffer),
      );
    }
  });
});

describe.each([
  ['script', inScript],
  ['WebAssembly', inWasm],
])('product in %s', (_, panels) => {
  it('is exact on small integers', () => {
    const a = matrixOf(13, 300, (i, k) => ((i * 7 + k * 3) % 11) - 5);
    const b = matrixOf(300, 17, (k, j) => ((k * 5 + j) % 7) - 3);
    const out = matrixOf(13, 17, () => 0);
    productBy(panels, out, a, b);
    const expected = naive(
      (i, k) => at(a, i, k),
      (k, j) => at(b, k, j),
      [13, 300, 17],
      1,
    );
    expect(out.values).toEqual(expected.values);
  });

  it('keeps a NaN to the rows that it touches', () => {
    const a = matrixOf(6, 5, (i) => (i === 4 ? Number.NaN : 1));
    const b = matrixOf(5, 2, () => 1);
    const out = matrixOf(6, 2, () => 0);
    productBy(panels, out, a, b);
    expect([...out.values]).toEqual([5, 5, 5, 5, 5, 5, 5, 5, Number.NaN, Number.NaN, 5, 5]);
  });
});
