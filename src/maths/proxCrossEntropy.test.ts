import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxCrossEntropyFista } from './proxCrossEntropyFista.ts';
import { proxCrossEntropyNewton } from './proxCrossEntropyNewton.ts';
import type { StridedMatrix } from './stridedMatrix.ts';
import {
  at,
  elements,
  gapsUntouched,
  largestDifference,
  matrixOf,
  randomLabels,
  randomMatrix,
} from './testing/stridedMatrices.ts';

/** w with w + log w = t, Lambert's W of eᵗ, by Newton's method. */
function lambertOfExp(t: number): number {
  let w = t > 1 ? t : Math.exp(t);
  for (let step = 0; step < 60 && w > 0; step += 1) {
    const next = (w * (1 + t - Math.log(w))) / (1 + w);
    if (next === w) break;
    w = next;
  }
  return w;
}

/**
 * The minimiser by another road: p_i = e^{z_i − S} with p − y + ρ(z − v) = 0 gives
 * p_i = ρ·W(e^{v_i + y_i/ρ − S}/ρ), and Σp = 1 settles the one unknown S by bisection.
 */
function minimiserByLambert(v: readonly number[], y: readonly number[], rho: number): number[] {
  const centres = v.map((value, i) => value + y[i] / rho);
  const probabilities = (s: number) =>
    centres.map((centre) => rho * lambertOfExp(centre - s - Math.log(rho)));
  const sum = (s: number) => probabilities(s).reduce((total, p) => total + p, 0);
  let low = Math.min(...centres) - 50 - 2 / rho;
  let high = Math.max(...centres) + 50 + Math.abs(Math.log(rho));
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (sum(middle) > 1) low = middle;
    else high = middle;
  }
  const p = probabilities((low + high) / 2);
  return v.map((value, i) => value + (y[i] - p[i]) / rho);
}

function objective(z: readonly number[], v: readonly number[], y: readonly number[], rho: number) {
  const largest = Math.max(...z);
  const sum = z.reduce((total, value) => total + Math.exp(value - largest), 0);
  return z.reduce(
    (total, value, i) =>
      total + y[i] * (largest + Math.log(sum) - value) + 0.5 * rho * (value - v[i]) ** 2,
    0,
  );
}

function largestGradient(z: StridedMatrix, v: StridedMatrix, y: StridedMatrix, rho: number) {
  let norm = 0;
  for (let i = 0; i < z.rows; i += 1) {
    const row = Array.from({ length: z.columns }, (_, j) => at(z, i, j));
    const largest = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
    row.forEach((value, j) => {
      const p = Math.exp(value - largest) / sum;
      norm = Math.max(norm, Math.abs(p - at(y, i, j) + rho * (value - at(v, i, j))));
    });
  }
  return norm;
}

const solvers = { newton: proxCrossEntropyNewton, fista: proxCrossEntropyFista };

describe.each(['newton', 'fista'] as const)('proxCrossEntropy by %s', (name) => {
  const solve = solvers[name];

  it.each([1e-4, 1e-3, 0.01, 0.1, 1, 10])('makes the gradient vanish, ρ = %f', (rho) => {
    for (const classes of [1, 2, 3, 7, 10, 12]) {
      for (const scale of [0.1, 1, 30, 1e4]) {
        const v = randomMatrix(classes, 11, classes, 2, scale);
        const y = randomLabels(3, 11, classes);
        const z = matrixOf(11, classes, () => 0, 1);
        solve(z, v, y, rho);
        // Beyond the tolerance: z itself is rounded, which p and ρ(z − v) feel.
        const rounding = 2 ** -51 * Math.max(...elements(z).map(Math.abs)) * (1 + rho);
        expect(largestGradient(z, v, y, rho)).toBeLessThanOrEqual(
          1e-12 * Math.max(1, rho) + rounding,
        );
        expect(gapsUntouched(z)).toBe(true);
      }
    }
  });

  it('finds the point that Lambert’s W gives', () => {
    const cases = fc.record({
      classes: fc.integer({ min: 1, max: 12 }),
      rho: fc.constantFrom(1e-3, 0.01, 0.3, 1, 10),
      scale: fc.constantFrom(0.1, 3, 100, 1e4),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(cases, ({ classes, rho, scale, seed }) => {
        const v = randomMatrix(seed, 1, classes, 0, scale);
        const y = randomLabels(seed + 1, 1, classes);
        const z = matrixOf(1, classes, () => 0);
        solve(z, v, y, rho);
        const expected = minimiserByLambert([...v.values], [...y.values], rho);
        // Strong convexity: ‖z − z*‖ ≤ ‖gradient‖/ρ; the rounding of z counts the same way.
        const size = 1 + Math.max(...expected.map(Math.abs));
        const bound = (4e-12 * Math.max(1, rho) + 2 ** -50 * size) / rho + 2 ** -50 * size;
        z.values.forEach((value, i) => {
          expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(bound);
        });
      }),
    );
  });

  it('is not bettered nearby', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom(1e-3, 0.1, 10), (seed, rho) => {
        const v = randomMatrix(seed, 1, 10, 0, 20);
        const y = randomLabels(seed + 1, 1, 10);
        const z = matrixOf(1, 10, () => 0);
        solve(z, v, y, rho);
        const [vs, ys, zs] = [[...v.values], [...y.values], [...z.values]];
        const least = objective(zs, vs, ys, rho);
        for (const size of [1e-6, 1e-3, 1, 100]) {
          const moved = randomMatrix(seed + 2, 1, 10, 0, size).values;
          const other = objective(
            zs.map((value, i) => value + moved[i]),
            vs,
            ys,
            rho,
          );
          expect(other).toBeGreaterThanOrEqual(least - 1e-13 * (1 + least));
        }
      }),
    );
  });

  it('goes from a hopeless start to the far label and stays finite', () => {
    for (const rho of [1e-4, 1e-3, 1]) {
      const v = matrixOf(1, 3, (_, j) => [1e4, -1e4, 1e4][j]);
      const y = matrixOf(1, 3, (_, j) => (j === 1 ? 1 : 0));
      const z = matrixOf(1, 3, () => 0);
      solve(z, v, y, rho);
      expect([...z.values].every(Number.isFinite)).toBe(true);
      expect(largestGradient(z, v, y, rho)).toBeLessThanOrEqual(2e-11);
    }
  });

  it('confines NaN to its own sample', () => {
    const v = matrixOf(3, 2, (i, j) => (i === 1 && j === 0 ? Number.NaN : i + j));
    const z = matrixOf(3, 2, () => 0);
    solve(z, v, randomLabels(1, 3, 2), 1);
    expect(elements(z).map(Number.isNaN)).toEqual([false, false, true, true, false, false]);
  });

  it('refuses a ρ that is not positive', () => {
    const z = matrixOf(1, 2, () => 0);
    expect(() => solve(z, z, randomLabels(1, 1, 2), 0)).toThrow(RangeError);
  });
});

describe('the two solvers', () => {
  it('agree', () => {
    const cases = fc.record({
      classes: fc.integer({ min: 1, max: 12 }),
      rho: fc.double({ min: 1e-3, max: 10, noNaN: true }),
      scale: fc.constantFrom(0.1, 1, 10, 100),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(cases, ({ classes, rho, scale, seed }) => {
        const v = randomMatrix(seed, 5, classes, 0, scale);
        const y = randomLabels(seed + 1, 5, classes);
        const [newton, fista] = [matrixOf(5, classes, () => 0), matrixOf(5, classes, () => 0)];
        proxCrossEntropyNewton(newton, v, y, rho, 1e-13);
        proxCrossEntropyFista(fista, v, y, rho, 1e-13);
        expect(largestDifference(newton, fista)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('take the number of steps that their docstrings promise', () => {
    const steps = (solve: typeof proxCrossEntropyNewton, rho: number, scale: number) =>
      solve(
        matrixOf(200, 10, () => 0),
        randomMatrix(1, 200, 10, 0, scale),
        randomLabels(2, 200, 10),
        rho,
      );
    for (const rho of [1e-6, 1e-4, 1e-2, 1]) {
      for (const scale of [1, 100, 1e4]) {
        expect(steps(proxCrossEntropyNewton, rho, scale)).toBeLessThanOrEqual(30);
      }
    }
    expect(steps(proxCrossEntropyFista, 1e-4, 5)).toBeLessThan(5100);
    expect(steps(proxCrossEntropyFista, 1e-4, 5)).toBeGreaterThan(
      3 * steps(proxCrossEntropyFista, 1e-2, 5),
    );
  });
});
