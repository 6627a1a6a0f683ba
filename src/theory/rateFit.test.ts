import { describe, expect, it } from 'vitest';
import { Random } from '../maths/random.ts';
import { fitRate, fittedGap, type RateFit } from './rateFit.ts';
import { gapsOf } from './testing/gaps.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const NOISE = [0, 1e-4, 0.01, 0.05];

/** The fit of a formula with multiplicative noise over all of from … to. */
function fitted(
  from: number,
  to: number,
  gap: (k: number) => number,
  noise = 0,
  seed = 1,
): RateFit {
  const random = Random.fromSeed(seed);
  const gaps = gapsOf(from, to, (k) => gap(k) * Math.exp(noise * random.normal()));
  return fitRate(gaps, { from, to, resolution: 0 });
}

const reasonOf = (fit: RateFit) => (fit.kind === 'no-linear-phase' ? fit.reason : fit.kind);

describe('a geometric sequence', () => {
  const windows = [
    { q: 0.5, from: 1, to: 30 },
    { q: 0.9, from: 1, to: 60 },
    { q: 0.95, from: 100, to: 160 },
    { q: 0.98, from: 50, to: 150 },
    { q: 0.98, from: 1000, to: 1150 },
    { q: 0.995, from: 100, to: 300 },
    { q: 0.999, from: 1000, to: 3000 },
  ];
  for (const { q, from, to } of windows) {
    it.each(NOISE)(`q = ${q}, k = ${from} … ${to}, noise %s: C1 = q² within 2%%`, (noise) => {
      for (const seed of SEEDS) {
        const fit = fitted(from, to, (k) => 7 * q ** k, noise, seed);
        expect(reasonOf(fit), `seed ${seed}`).toBe('linear');
        if (fit.kind !== 'linear') continue;
        expect(Math.abs(fit.c1 / q ** 2 - 1), `seed ${seed}`).toBeLessThan(0.02);
        expect(Math.abs(fit.c1 - q ** 2)).toBeLessThan(5 * fit.error + 1e-12);
      }
    });
  }

  it('has an error that shrinks with the noise and says how far C1 is off', () => {
    const errors = NOISE.map((noise) => {
      const fit = fitted(1, 100, (k) => 0.95 ** k, noise);
      return fit.kind === 'linear' ? fit.error : Number.NaN;
    });
    expect(errors).toEqual(errors.toSorted((a, b) => a - b));
    // By hand: σ(slope) = 0.05/√(Σ(k − 50.5)²) = 1.73e-4, times 2·C1.
    expect(errors[3]).toBeGreaterThan(2.0e-4);
    expect(errors[3]).toBeLessThan(5.0e-4);
  });

  it('is still seen through the ripple of a momentum', () => {
    const fit = fitted(50, 400, (k) => 0.98 ** k * (1 + 0.1 * Math.sin(k / 4)), 0.001);
    expect(fit.kind === 'linear' && fit.c1).toBeCloseTo(0.98 ** 2, 2);
  });

  it('is drawn through its points', () => {
    const fit = fitted(10, 60, (k) => 7 * 0.9 ** k);
    expect(fit.kind === 'linear' && fittedGap(fit, 20)).toBeCloseTo(7 * 0.9 ** 20, 8);
  });
});

describe('a power of k', () => {
  const windows = [
    { p: 1, from: 1, to: 100 },
    { p: 1, from: 10, to: 60 },
    { p: 1, from: 100, to: 200 },
    { p: 1, from: 1000, to: 1100 },
    { p: 1, from: 5000, to: 5050 },
    { p: 1, from: 1000, to: 3000 },
    { p: 0.5, from: 100, to: 200 },
    { p: 2, from: 50, to: 150 },
    { p: 2, from: 500, to: 600 },
    { p: 4, from: 20, to: 100 },
    { p: 6, from: 1, to: 50 },
  ];
  for (const { p, from, to } of windows) {
    it.each(NOISE)(`k^−${p}, k = ${from} … ${to}, noise %s: no linear phase`, (noise) => {
      for (const seed of SEEDS) {
        const fit = fitted(from, to, (k) => 3 * k ** -p, noise, seed);
        expect(fit.kind, `seed ${seed}`).toBe('no-linear-phase');
        if (fit.kind !== 'no-linear-phase') continue;
        expect(Math.abs(fit.exponent - p)).toBeLessThan(5 * fit.error + 1e-9);
      }
    });
  }

  it('is not mistaken for another when it began earlier: 1/(k + 100)', () => {
    for (const seed of SEEDS) {
      expect(reasonOf(fitted(1, 200, (k) => 1 / (k + 100), 0.01, seed))).toBe('sublinear');
    }
  });

  it('is seldom mistaken in thousands of windows where noise hides the curvature', () => {
    let mistaken = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      const fit = fitted(200 + (seed % 10) * 50, 320 + (seed % 10) * 50, (k) => 1 / k, 0.03, seed);
      if (fit.kind === 'linear') mistaken++;
    }
    expect(mistaken).toBeLessThanOrEqual(4);
  });

  it('is drawn through its points', () => {
    const fit = fitted(10, 60, (k) => 3 / k);
    expect(fit.kind === 'no-linear-phase' && fittedGap(fit, 20)).toBeCloseTo(3 / 20, 8);
  });
});

describe('what is neither', () => {
  it('a curve above a wrong F* flattens', () =>
    expect(reasonOf(fitted(1, 200, (k) => 0.95 ** k + 0.01))).toBe('sublinear'));

  it('a curve that ends at F* bends down', () => {
    expect(reasonOf(fitted(500, 1000, (k) => 1 / k - 1 / 1000.5))).toBe('bends-down');
    expect(reasonOf(fitted(100, 300, (k) => 0.99 ** k - 0.99 ** 300.5))).toBe('bends-down');
  });

  it('a constant and a rise do not decay', () => {
    expect(reasonOf(fitted(1, 50, () => 2))).toBe('no-decay');
    expect(reasonOf(fitted(1, 50, (k) => 1.1 ** k))).toBe('no-decay');
    expect(reasonOf(fitted(1, 50, () => 2, 0.05))).toBe('no-decay');
  });

  it('a short stretch under noise cannot be told, and is not called linear', () =>
    expect(reasonOf(fitted(900, 940, (k) => 0.998 ** k, 0.02))).toBe('undecided'));
});

describe('the window', () => {
  const geometric = gapsOf(0, 100, (k) => (k < 40 ? 1 / (k + 1) : 0.9 ** k));

  it('takes both of its ends and nothing beyond', () => {
    const fit = fitRate(geometric, { from: 40, to: 80, resolution: 0 });
    expect([fit.kind, fit.from, fit.to, fit.points]).toEqual(['linear', 40, 80, 41]);
    expect(fit.kind === 'linear' && fit.c1).toBeCloseTo(0.81, 10);
  });

  it('leaves out and counts what lies at the floor or has no logarithm', () => {
    const ys = geometric.ys.map((gap, k) => (k === 50 ? 1e-30 : gap));
    const gaps = { ...geometric, ys, leftOut: [45, 60, 99], leftOutLength: 2 };
    const fit = fitRate(gaps, { from: 40, to: 80, resolution: 1e-12 });
    // k = 50 is at the floor, 45 and 60 had no positive gap, 99 is not yet read.
    expect([fit.kind, fit.points, fit.leftOut]).toEqual(['linear', 40, 3]);
  });

  it('has no use for k = 0', () =>
    expect(fitRate(geometric, { from: 0, to: 9, resolution: 0 }).from).toBe(1));

  it('needs eight points', () => {
    expect(fitRate(geometric, { from: 50, to: 56, resolution: 0 }).kind).toBe('too-few-points');
    expect(fitRate(geometric, { from: 50, to: 57, resolution: 0 }).kind).toBe('linear');
    expect(fitRate(geometric, { from: 60, to: 50, resolution: 0 })).toMatchObject({
      kind: 'too-few-points',
      points: 0,
      leftOut: 0,
    });
  });
});
