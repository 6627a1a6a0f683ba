import { expect, it } from 'vitest';
import { extrapolate } from './extrapolate.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

it.each(AWKWARD_SHAPES)('goes on from previous through x, %i×%i', (rows, columns) => {
  const x = randomMatrix(1, rows, columns, 2);
  const previous = randomMatrix(2, rows, columns, 1);
  const point = matrixOf(rows, columns, () => 0, 3);
  const [xs, before] = [elements(x), elements(previous)];
  extrapolate(point, previous, x, 0.7);
  expect(elements(point)).toEqual(xs.map((here, i) => here + 0.7 * (here - before[i])));
  expect(elements(previous)).toEqual(xs);
  expect(gapsUntouched(point) && gapsUntouched(previous)).toBe(true);
});

it('stays at an x that has not moved, to the last bit', () => {
  const x = randomMatrix(3, 7, 13);
  const previous = matrixOf(7, 13, (row, column) => x.values[row * 13 + column]);
  const point = matrixOf(7, 13, () => 0);
  extrapolate(point, previous, x, 1 / 3);
  expect(elements(point)).toEqual(elements(x));
});
