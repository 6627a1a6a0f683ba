import { describe, expect, it } from 'vitest';
import { combine } from './combine.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

describe('combine', () => {
  it.each(AWKWARD_SHAPES)('sums one to three terms from left to right, %i×%i', (rows, columns) => {
    const [x, y, z] = [
      randomMatrix(1, rows, columns, 2),
      randomMatrix(2, rows, columns),
      randomMatrix(3, rows, columns, 5),
    ];
    const out = matrixOf(rows, columns, () => Number.NaN, 1);
    const [xs, ys, zs] = [elements(x), elements(y), elements(z)];
    combine(out, [[2, x]]);
    expect(elements(out)).toEqual(xs.map((value) => 2 * value));
    combine(out, [
      [0.3, x],
      [-0.7, y],
      [1, z],
    ]);
    expect(elements(out)).toEqual(xs.map((value, i) => 0.3 * value + -0.7 * ys[i] + zs[i]));
    expect(gapsUntouched(out)).toBe(true);
  });

  it('may write to one of its terms, in any place', () => {
    const [x, y] = [randomMatrix(1, 5, 7), randomMatrix(2, 5, 7)];
    const [xs, ys] = [elements(x), elements(y)];
    combine(x, [
      [1, y],
      [3, x],
    ]);
    expect(elements(x)).toEqual(xs.map((value, i) => ys[i] + 3 * value));
  });
});
