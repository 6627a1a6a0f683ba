import { describe, expect, it } from 'vitest';
import { adadeltaStep } from './adadeltaStep.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

describe('adadeltaStep', () => {
  it('does what torch.optim.Adadelta does', () => {
    const [rho, rate, epsilon] = [0.9, 0.5, 1e-6];
    const [w, s, u] = [1, 0, 0].map((value) => matrixOf(1, 1, () => value));
    let [weight, squareAverage, accumulated] = [1, 0, 0];
    for (const g of [0.5, -2, 0.1, 0, 3e-4, -0.7]) {
      adadeltaStep(
        { w, s, u },
        matrixOf(1, 1, () => g),
        { rho, rate, epsilon },
      );
      squareAverage = squareAverage * rho + (1 - rho) * g * g;
      const deviation = Math.sqrt(squareAverage + epsilon);
      const delta = (Math.sqrt(accumulated + epsilon) / deviation) * g;
      accumulated = accumulated * rho + (1 - rho) * delta * delta;
      weight -= rate * delta;
      expect(w.values[0]).toBeCloseTo(weight, 14);
    }
  });

  it.each(AWKWARD_SHAPES)('works in place and on nothing beyond, %i×%i', (rows, columns) => {
    const [w, g] = [randomMatrix(1, rows, columns, 1), randomMatrix(2, rows, columns, 2)];
    const [s, u] = [3, 4].map((pad) => matrixOf(rows, columns, (i, j) => (i + j) % 3, pad));
    const [ws, gs, ss, us] = [w, g, s, u].map(elements);
    adadeltaStep({ w, s, u }, g, { rho: 0.75, rate: 2, epsilon: 0.5 });
    const squares = ss.map((value, i) => 0.75 * value + 0.25 * gs[i] * gs[i]);
    const steps = gs.map(
      (value, i) => (value * Math.sqrt(us[i] + 0.5)) / Math.sqrt(squares[i] + 0.5),
    );
    expect(elements(s)).toEqual(squares);
    expect(elements(u)).toEqual(us.map((value, i) => 0.75 * value + 0.25 * steps[i] * steps[i]));
    expect(elements(w)).toEqual(ws.map((value, i) => value - 2 * steps[i]));
    expect([w, s, u].every(gapsUntouched)).toBe(true);
  });
});
