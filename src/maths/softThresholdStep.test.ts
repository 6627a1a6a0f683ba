import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSignPenalty } from './addSignPenalty.ts';
import { softThresholdStep } from './softThresholdStep.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

/** argmin λ|x| + (θ/2)(x − t)² among its three candidates: the two stationary points and the kink. */
function bruteForceProx(t: number, theta: number, lambda: number): number {
  const objective = (x: number) => lambda * Math.abs(x) + 0.5 * theta * (x - t) ** 2;
  const candidates = [0];
  if (t - lambda / theta > 0) candidates.push(t - lambda / theta);
  if (t + lambda / theta < 0) candidates.push(t + lambda / theta);
  return candidates.reduce((best, x) => (objective(x) < objective(best) ? x : best));
}

function scalarStep(w: number, e: number, g: number, theta: number, lambda: number): number {
  const step = matrixOf(1, 1, () => Number.NaN);
  const [ws, es, gs] = [w, e, g].map((value) => matrixOf(1, 1, () => value));
  softThresholdStep(step, ws, es, gs, theta, lambda);
  return step.values[0];
}

describe('softThresholdStep', () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  const positive = fc.double({ min: 0.01, max: 10, noNaN: true });

  it('leads to the minimiser of λ|x| + (θ/2)(x − (w̄ − g/θ))²', () => {
    fc.assert(
      fc.property(number, number, number, positive, positive, (w, e, g, theta, lambda) => {
        const point = w + e;
        const expected = bruteForceProx(point - g / theta, theta, lambda);
        const scale = 1 + Math.abs(point) + (Math.abs(g) + lambda) / theta;
        expect(Math.abs(point + scalarStep(w, e, g, theta, lambda) - expected)).toBeLessThanOrEqual(
          2 ** -50 * scale,
        );
      }),
    );
  });

  it('satisfies the optimality condition 0 ∈ θ·step + g + λ∂|x| to rounding', () => {
    fc.assert(
      fc.property(number, number, number, positive, positive, (w, e, g, theta, lambda) => {
        const step = scalarStep(w, e, g, theta, lambda);
        const subgradient = -(theta * step + g) / lambda;
        const slack = (2 ** -50 * (theta * Math.abs(step) + Math.abs(g) + lambda)) / lambda;
        const x = w + e + step;
        if (Math.abs(x) > 2 ** -48 * (Math.abs(w + e) + Math.abs(step))) {
          expect(Math.abs(subgradient - Math.sign(x))).toBeLessThanOrEqual(slack);
        } else expect(Math.abs(subgradient)).toBeLessThanOrEqual(1 + slack);
      }),
    );
  });

  it('lands on 0 exactly where it thresholds', () => {
    expect(0.1 + 0.2 + scalarStep(0.1, 0.2, 0.5, 1, 1)).toBe(0);
  });

  it('passes NaN on', () => {
    expect(scalarStep(1, 0, Number.NaN, 1, 1)).toBeNaN();
  });

  it.each(AWKWARD_SHAPES)('works on strided matrices, %i×%i', (rows, columns) => {
    const [w, e, g] = [1, 2, 3].map((seed) => randomMatrix(seed, rows, columns, seed));
    const step = matrixOf(rows, columns, () => 0, 2);
    softThresholdStep(step, w, e, g, 2, 0.8);
    const [ws, es, gs] = [w, e, g].map(elements);
    expect(elements(step)).toEqual(ws.map((value, i) => scalarStep(value, es[i], gs[i], 2, 0.8)));
    expect(gapsUntouched(step)).toBe(true);
  });
});

describe('addSignPenalty', () => {
  it.each(AWKWARD_SHAPES)('is g + λ·sign(w), %i×%i', (rows, columns) => {
    const g = randomMatrix(1, rows, columns, 1);
    const w = randomMatrix(2, rows, columns, 2);
    w.values[0] = 0;
    const out = matrixOf(rows, columns, () => 0, 3);
    addSignPenalty(out, g, w, 0.3);
    const ws = elements(w);
    expect(elements(out)).toEqual(
      elements(g).map((value, i) => value + (ws[i] > 0 ? 0.3 : ws[i] < 0 ? -0.3 : 0)),
    );
    expect(gapsUntouched(out)).toBe(true);
  });
});
