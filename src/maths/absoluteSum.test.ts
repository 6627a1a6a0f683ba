import { describe, expect, it } from 'vitest';
import { absoluteSum } from './absoluteSum.ts';
import { absoluteSumChange } from './absoluteSumChange.ts';
import { AWKWARD_SHAPES, elements, matrixOf, randomMatrix } from './testing/stridedMatrices.ts';

describe('absoluteSum', () => {
  it.each(AWKWARD_SHAPES)('is Σ|x|, %i×%i', (rows, columns) => {
    const x = randomMatrix(4, rows, columns, 2);
    const naive = elements(x).reduce((sum, value) => sum + Math.abs(value), 0);
    expect(absoluteSum(x)).toBeCloseTo(naive, 9);
  });

  it('passes NaN on', () => {
    expect(absoluteSum(matrixOf(2, 2, (i, j) => (i + j === 2 ? Number.NaN : 1)))).toBeNaN();
  });
});

describe('absoluteSumChange', () => {
  it.each(AWKWARD_SHAPES)('is Σ(|x + d| − |x|), %i×%i', (rows, columns) => {
    const x = randomMatrix(5, rows, columns, 1);
    const d = randomMatrix(6, rows, columns, 4);
    const ds = elements(d);
    const naive = elements(x).reduce((sum, v, i) => sum + (Math.abs(v + ds[i]) - Math.abs(v)), 0);
    expect(absoluteSumChange(x, d)).toBeCloseTo(naive, 9);
  });

  it('finds the sign of a change that vanishes beside x', () => {
    const x = matrixOf(1, 2, (_, column) => (column === 0 ? 1e10 : -1e10));
    const d = matrixOf(1, 2, (_, column) => (column === 0 ? 1e-10 : 2e-10));
    expect(absoluteSumChange(x, d)).toBeCloseTo(-1e-10, 22);
  });

  it('counts a crossing of zero', () => {
    expect(
      absoluteSumChange(
        matrixOf(1, 1, () => 1),
        matrixOf(1, 1, () => -3),
      ),
    ).toBe(1);
    expect(
      absoluteSumChange(
        matrixOf(1, 1, () => 0),
        matrixOf(1, 1, () => -3),
      ),
    ).toBe(3);
  });
});
