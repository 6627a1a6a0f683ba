import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../model/activation.ts';
import { activation } from './activation.ts';
import { activationGap } from './activationGap.ts';
import { AWKWARD_SHAPES, elements, matrixOf, randomMatrix } from './testing/stridedMatrices.ts';

describe.each(ACTIVATIONS)('activationGap %s', (name) => {
  it.each(AWKWARD_SHAPES)('is what a − h(z) measures, %i×%i', (rows, columns) => {
    const [a, z] = [randomMatrix(1, rows, columns, 2), randomMatrix(2, rows, columns, 1)];
    const pre = elements(z);
    const gaps = elements(a).map((value, i) => value - activation(name)(pre[i]));
    const { squared, largest } = activationGap(a, z, name);
    const sum = gaps.reduce((total, gap) => total + gap * gap, 0);
    expect(Math.abs(squared - sum)).toBeLessThanOrEqual(1e-13 * sum);
    expect(largest).toBe(Math.max(...gaps.map(Math.abs)));
  });
});

it('a NaN is not lost', () => {
  const a = matrixOf(2, 2, (row, column) => (row + column === 1 ? Number.NaN : 1));
  const { squared, largest } = activationGap(
    a,
    matrixOf(2, 2, () => 0),
    'relu',
  );
  expect([squared, largest]).toEqual([Number.NaN, Number.NaN]);
});
