import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../model/activation.ts';
import { activation } from './activation.ts';
import { boxedGradientStep } from './boxedGradientStep.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

describe.each(ACTIVATIONS)('boxedGradientStep %s', (name) => {
  it.each(AWKWARD_SHAPES)('is the nearest point of the box to ā − g/τ, %i×%i', (rows, columns) => {
    const [point, g, z] = [1, 3, 4].map((seed) => randomMatrix(seed, rows, columns, seed));
    const candidate = matrixOf(rows, columns, () => 0, 2);
    const step = matrixOf(rows, columns, () => 0, 1);
    const [tau, epsilon] = [3, 0.2];
    boxedGradientStep(candidate, step, { point, g, tau, z, epsilon }, name);
    const [points, gs, zs] = [point, g, z].map(elements);
    const expected = points.map((point, i) => {
      const centre = activation(name)(zs[i]);
      const free = point - gs[i] / tau;
      if (free < centre - epsilon) return centre - epsilon;
      return Math.min(free, centre + epsilon);
    });
    expect(elements(candidate)).toEqual(expected);
    expect(elements(step)).toEqual(expected.map((value, i) => value - points[i]));
    expect(gapsUntouched(candidate) && gapsUntouched(step)).toBe(true);
  });
});
