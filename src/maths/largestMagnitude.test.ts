import { describe, expect, it } from 'vitest';
import { largestMagnitude } from './largestMagnitude.ts';
import { AWKWARD_SHAPES, elements, matrixOf, randomMatrix } from './testing/stridedMatrices.ts';

describe('largestMagnitude', () => {
  it.each(AWKWARD_SHAPES)('is max |x| of the columns of the view, %i×%i', (rows, columns) => {
    const x = randomMatrix(4, rows, columns, 2);
    expect(largestMagnitude(x)).toBe(Math.max(...elements(x).map(Math.abs)));
  });

  it('finds the last element, counts −0 as 0 and passes NaN on', () => {
    const last = (value: number) => matrixOf(3, 5, (i, j) => (i === 2 && j === 4 ? value : 1), 1);
    expect(largestMagnitude(last(-7))).toBe(7);
    expect(largestMagnitude(last(Number.NEGATIVE_INFINITY))).toBe(Number.POSITIVE_INFINITY);
    expect(largestMagnitude(last(Number.NaN))).toBeNaN();
    expect(largestMagnitude(matrixOf(1, 2, () => -0))).toBe(0);
  });
});
