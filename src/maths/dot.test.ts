import { describe, expect, it } from 'vitest';
import { dot } from './dot.ts';
import { AWKWARD_SHAPES, elements, matrixOf, randomMatrix } from './testing/stridedMatrices.ts';

/** Σ x·y without any rounding, by integer arithmetic on elements that are multiples of 2⁻²⁰. */
function exactDot(xs: readonly number[], ys: readonly number[]): number {
  const sum = xs.reduce(
    (total, x, i) => total + BigInt(Math.round(x * 2 ** 20)) * BigInt(Math.round(ys[i] * 2 ** 20)),
    0n,
  );
  return Number(sum) / 2 ** 40;
}

describe('dot', () => {
  it.each(AWKWARD_SHAPES)('is Σ x∘y to rounding, %i×%i', (rows, columns) => {
    const grid = (value: number) => Math.round(value * 2 ** 20) / 2 ** 20;
    const [p, q] = [randomMatrix(1, rows, columns), randomMatrix(2, rows, columns)];
    const x = matrixOf(rows, columns, (i, j) => grid(p.values[i * columns + j]), 3);
    const y = matrixOf(rows, columns, (i, j) => grid(q.values[i * columns + j]));
    const [xs, ys] = [elements(x), elements(y)];
    const size = xs.reduce((sum, value, i) => sum + Math.abs(value * ys[i]), 0);
    expect(Math.abs(dot(x, y) - exactDot(xs, ys))).toBeLessThanOrEqual(33 * 2 ** -53 * size);
  });

  it('does not lose small terms beside a large one', () => {
    const x = matrixOf(4001, 1, (row) => (row === 0 ? 1e16 : row === 4000 ? -1e16 : 1));
    expect(
      dot(
        x,
        matrixOf(4001, 1, () => 1),
      ),
    ).toBe(3999);
  });

  it('lets infinity and NaN through', () => {
    const one = matrixOf(3, 1, () => 1);
    expect(
      dot(
        matrixOf(3, 1, () => Number.POSITIVE_INFINITY),
        one,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
    expect(
      dot(
        matrixOf(3, 1, (row) => (row === 1 ? Number.NaN : 1)),
        one,
      ),
    ).toBeNaN();
  });
});
