import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIVATIONS, type Activation, activationRange, RIM_MARGIN } from '../model/activation.ts';
import { activation } from './activation.ts';
import { activationBand } from './activationBand.ts';
import { clampToActivationBand } from './clampToActivationBand.ts';
import { clampToRange } from './clampToRange.ts';
import {
  AWKWARD_SHAPES,
  at,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const moderate = fc.double({ min: -3, max: 3, noNaN: true });
const rim = fc.constantFrom(-1, -0.99995, -1e-5, 0, 1e-5, 0.99995, 1, 1.00005);
const anyA = fc.oneof(moderate, rim, finite);
const anyEpsilon = fc.oneof(
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.constantFrom(0, 5e-324, 1e-12, 1e-4, 1e300),
);
const anyZ = fc.oneof(fc.double({ min: -20, max: 20, noNaN: true }), finite);

/**
 * What h, h⁻¹ and a ± ε may lose to rounding: a few units of each, and of z as far as h passes it
 * on (the bounded ones are flat beyond 1,000). Subnormal numbers are 0.
 */
function rounding(z: number, ...values: number[]): number {
  const size = Math.max(2 ** -960, ...values.map(Math.abs));
  return 2 ** -50 * (1 + Math.min(Math.abs(z), 1000)) * size;
}

/** The ends of the interval of h(z) that the band stands for, rim margin included. */
function imageOfBand(h: Activation, a: number, epsilon: number): readonly [number, number] {
  const [infimum, supremum] = activationRange(h);
  const margin = h === 'relu' ? 0 : RIM_MARGIN;
  return [Math.min(a - epsilon, supremum - margin), Math.max(a + epsilon, infimum + margin)];
}

describe.each(ACTIVATIONS)('activationBand %s', (name) => {
  const h = activation(name);
  const band = activationBand(name);

  it('is an interval, never NaN, for any a and ε', () => {
    fc.assert(
      fc.property(anyA, anyEpsilon, (a, epsilon) => {
        expect(band.lower(a, epsilon)).toBeLessThanOrEqual(band.upper(a, epsilon));
        expect(band.lower(a, epsilon)).toBeLessThan(Number.POSITIVE_INFINITY);
        expect(band.upper(a, epsilon)).toBeGreaterThan(Number.NEGATIVE_INFINITY);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds every z with |h(z) − a| ≤ ε', () => {
    fc.assert(
      fc.property(anyZ, fc.double({ min: -1, max: 1, noNaN: true }), anyEpsilon, (z, side, eps) => {
        const value = h(z);
        const a = value + side * eps;
        const slack = rounding(z, value, a, eps);
        const inside = Math.abs(value - a) <= eps - slack;
        fc.pre(inside && Number.isFinite(a));
        expect(band.lower(a, eps)).toBeLessThanOrEqual(z);
        expect(band.upper(a, eps)).toBeGreaterThanOrEqual(z);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds no z outside, at its ends, between and beyond', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyA, anyEpsilon, anyZ, share, (a, epsilon, anywhere, t) => {
        const [lower, upper] = [band.lower(a, epsilon), band.upper(a, epsilon)];
        const between =
          Number.isFinite(lower) && Number.isFinite(upper) ? lower + t * (upper - lower) : lower;
        const [low, high] = imageOfBand(name, a, epsilon);
        // h⁻¹ of leaky ReLU is held at the largest number, for a below 1% of it.
        fc.pre(Math.abs(a) < 1e306);
        for (const z of [lower, upper, between, anywhere]) {
          if (!Number.isFinite(z) || z < lower || z > upper) continue;
          const slack = rounding(z, h(z), a, epsilon);
          if (Number.isFinite(slack)) {
            expect(h(z)).toBeGreaterThanOrEqual(low - slack);
            expect(h(z)).toBeLessThanOrEqual(high + slack);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is {z : |h(z) − a| ≤ ε} where a ± ε keeps off the rim', () => {
    const [infimum, supremum] = [
      Math.max(activationRange(name)[0], -5) + RIM_MARGIN,
      Math.min(activationRange(name)[1], 5) - RIM_MARGIN,
    ];
    const inside = fc.double({ min: infimum, max: supremum, noNaN: true });
    fc.assert(
      fc.property(inside, inside, anyZ, (low, high, z) => {
        const [a, epsilon] = [(low + high) / 2, Math.abs(high - low) / 2];
        const distance = Math.abs(h(z) - a) - epsilon;
        fc.pre(Math.abs(distance) > rounding(z, a, epsilon, h(z), 1));
        const contained = z >= band.lower(a, epsilon) && z <= band.upper(a, epsilon);
        expect(contained).toBe(distance <= 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('activationBand', () => {
  it('follows the formulas of SPEC.md', () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(activationBand('relu').lower(0.5, 0.2)).toBe(0.3);
    expect(activationBand('relu').lower(0.2, 0.2)).toBe(-infinity);
    expect(activationBand('relu').upper(-1, 0.2)).toBe(0);
    expect(activationBand('leaky-relu').lower(0, 0.1)).toBe(-10);
    expect(activationBand('sigmoid').upper(0.9, 0.1)).toBe(infinity);
    expect(activationBand('sigmoid').lower(0.1, 0.1)).toBe(-infinity);
    expect(activationBand('sigmoid').upper(-3, 0.1)).toBeCloseTo(Math.log(1e-4 / 0.9999), 12);
    expect(activationBand('tanh').lower(5, 0.1)).toBeCloseTo(Math.atanh(0.9999), 12);
  });
});

describe.each(ACTIVATIONS)('clampToActivationBand %s', (name) => {
  it.each(AWKWARD_SHAPES)(
    'is the nearest point of the band, and idempotent, %i×%i',
    (rows, cols) => {
      const p = randomMatrix(1, rows, cols, 2, 3);
      const a = randomMatrix(2, rows, cols, 1);
      // NaN is never feasible: the interval is the band itself.
      const z = matrixOf(rows, cols, () => Number.NaN, 3);
      const again = matrixOf(rows, cols, () => Number.NaN);
      clampToActivationBand(z, p, a, 0.25, name);
      clampToActivationBand(again, z, a, 0.25, name);
      expect(elements(again)).toEqual(elements(z));
      expect(gapsUntouched(z)).toBe(true);
      const band = activationBand(name);
      for (let i = 0; i < rows; i += 1) {
        for (let j = 0; j < cols; j += 1) {
          const [low, high] = [band.lower(at(a, i, j), 0.25), band.upper(at(a, i, j), 0.25)];
          const free = at(p, i, j);
          expect(at(z, i, j)).toBe(free < low ? low : Math.min(free, high));
        }
      }
    },
  );
});

describe('clampToRange', () => {
  it.each(ACTIVATIONS)('brings a into [inf h − ε, sup h + ε] once and for all: %s', (name) => {
    const a = randomMatrix(7, 13, 29, 4, 3);
    const before = elements(a);
    const [infimum, supremum] = activationRange(name);
    clampToRange(a, 0.1, name);
    const after = elements(a);
    expect(Math.min(...after)).toBeGreaterThanOrEqual(infimum - 0.1);
    expect(Math.max(...after)).toBeLessThanOrEqual(supremum + 0.1);
    const inside = (value: number) => value >= infimum - 0.1 && value <= supremum + 0.1;
    const kept = before.map((value, i) => (inside(value) ? value : after[i]));
    expect(after).toEqual(kept);
    clampToRange(a, 0.1, name);
    expect(elements(a)).toEqual(after);
    expect(gapsUntouched(a)).toBe(true);
  });
});

describe.each(ACTIVATIONS)('a step from a feasible z, %s', (name) => {
  const h = activation(name);

  it('stays feasible up to rounding and never moves away from p', () => {
    const cases = fc.record({
      z: fc.double({ min: -40, max: 40, noNaN: true }),
      p: fc.double({ min: -50, max: 50, noNaN: true }),
      share: fc.double({ min: -1, max: 1, noNaN: true }),
      epsilon: fc.constantFrom(1e-6, 1e-3, 0.05, 0.3, 2),
    });
    fc.assert(
      fc.property(cases, ({ z, p, share, epsilon }) => {
        const a = h(z) + share * epsilon;
        const [next, free, target] = [z, p, a].map((value) => matrixOf(1, 1, () => value));
        clampToActivationBand(next, free, target, epsilon, name);
        const moved = at(next, 0, 0);
        expect(Math.abs(p - moved)).toBeLessThanOrEqual(Math.abs(p - z));
        expect(Math.abs(h(moved) - a)).toBeLessThanOrEqual(epsilon + 1e-14 * (1 + Math.abs(a)));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps z where p is z, bit for bit', () => {
    const z = randomMatrix(3, 50, 4, 0, 6);
    const a = matrixOf(50, 4, (i, j) => h(at(z, i, j)) - 0.01);
    const p = matrixOf(50, 4, (i, j) => at(z, i, j));
    const before = elements(z);
    clampToActivationBand(z, p, a, 0.01, name);
    expect(elements(z)).toEqual(before);
  });
});
