import { expect, it } from 'vitest';
import { squaredDistance } from './squaredDistance.ts';
import { AWKWARD_SHAPES, elements, matrixOf, randomMatrix } from './testing/stridedMatrices.ts';

it.each(AWKWARD_SHAPES)('is Σ (x − y)², %i×%i', (rows, columns) => {
  const [x, y] = [randomMatrix(1, rows, columns, 2), randomMatrix(2, rows, columns, 0)];
  const others = elements(y);
  const sum = elements(x).reduce((total, value, i) => total + (value - others[i]) ** 2, 0);
  expect(Math.abs(squaredDistance(x, y) - sum)).toBeLessThanOrEqual(1e-13 * sum);
});

it('does not cancel between large numbers that are close', () => {
  const [x, y] = [matrixOf(5, 7, () => 1e8 + 1), matrixOf(5, 7, () => 1e8)];
  expect(squaredDistance(x, y)).toBe(35);
});
