import { expect, it } from 'vitest';
import { dotDifference } from './dotDifference.ts';
import { AWKWARD_SHAPES, elements, matrixOf, randomMatrix } from './testing/stridedMatrices.ts';

it.each(AWKWARD_SHAPES)('is Σ g (x − y), %i×%i', (rows, columns) => {
  const g = randomMatrix(1, rows, columns, 1);
  const [x, y] = [randomMatrix(2, rows, columns, 2), randomMatrix(3, rows, columns, 0)];
  const [xs, ys] = [elements(x), elements(y)];
  const terms = elements(g).map((slope, i) => slope * (xs[i] - ys[i]));
  const sum = terms.reduce((total, term) => total + term, 0);
  const magnitude = terms.reduce((total, term) => total + Math.abs(term), 0);
  expect(Math.abs(dotDifference(g, x, y) - sum)).toBeLessThanOrEqual(1e-13 * magnitude);
});

it('does not cancel between large numbers that are close', () => {
  const [x, y] = [matrixOf(5, 7, () => 1e8 + 1), matrixOf(5, 7, () => 1e8)];
  expect(
    dotDifference(
      matrixOf(5, 7, () => 2),
      x,
      y,
    ),
  ).toBe(70);
});
