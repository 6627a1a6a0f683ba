import { describe, expect, it } from 'vitest';
import { activation } from './activation.ts';
import { minimiseActivationPenalty } from './minimiseActivationPenalty.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

function minimiser(p: number, a: number, h: 'relu' | 'leaky-relu'): number {
  const [z, centre, target] = [0, p, a].map((value) => matrixOf(1, 1, () => value));
  minimiseActivationPenalty(z, centre, target, h);
  return z.values[0];
}

describe.each(['relu', 'leaky-relu'] as const)('minimiseActivationPenalty %s', (name) => {
  const h = activation(name);

  it('is never beaten by a fine grid, and only just as good as its best point', () => {
    const spacing = 1e-3;
    const points = Array.from({ length: 8001 }, (_, i) => spacing * (i - 4000));
    for (let p = -3; p <= 3; p += 0.37) {
      for (let a = -3; a <= 3; a += 0.41) {
        const value = (z: number) => 0.5 * (z - p) ** 2 + 0.5 * (a - h(z)) ** 2;
        const best = points.reduce(
          (least, z) => Math.min(least, value(z)),
          Number.POSITIVE_INFINITY,
        );
        const found = value(minimiser(p, a, name));
        expect(found).toBeLessThanOrEqual(best + 1e-14);
        // Half a spacing from a minimum, where the curvature is at most 2.
        expect(found).toBeGreaterThanOrEqual(best - spacing ** 2);
      }
    }
  });

  it('jumps from one side to the other near p = (1 − √2)a', () => {
    // (a − p)²/2 on the right against a² on the left, but for the slope of leaky ReLU: 0.98 and 1.01 against 1.
    expect(minimiser(-0.4, 1, name)).toBeCloseTo(0.3, 15);
    expect(minimiser(-0.43, 1, name)).toBeCloseTo(name === 'relu' ? -0.43 : -0.42 / 1.0001, 15);
    expect(minimiser(0, 0, name)).toBe(0);
  });

  it('passes NaN on', () => {
    expect(minimiser(Number.NaN, 1, name)).toBeNaN();
    expect(minimiser(1, Number.NaN, name)).toBeNaN();
  });

  it.each(AWKWARD_SHAPES)('works on strided matrices, %i×%i', (rows, columns) => {
    const [p, a] = [randomMatrix(1, rows, columns, 1), randomMatrix(2, rows, columns, 2)];
    const z = matrixOf(rows, columns, () => Number.NaN, 3);
    minimiseActivationPenalty(z, p, a, name);
    const [ps, targets] = [p, a].map(elements);
    expect(elements(z)).toEqual(ps.map((value, i) => minimiser(value, targets[i], name)));
    expect(gapsUntouched(z)).toBe(true);
  });
});
