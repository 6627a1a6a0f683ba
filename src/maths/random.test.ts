import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../model/errors.ts';
import { Random } from './random.ts';

const draws = (random: Random, count: number) => Array.from({ length: count }, () => random.bits());

describe('Random', () => {
  it('is xoshiro128**: the golden sequences come from the authors’ C code', () => {
    expect(draws(Random.fromState([1, 2, 3, 4]), 6)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492,
    ]);
    expect(draws(Random.fromSeed(0), 4)).toEqual([3737715805, 2584255861, 2876756834, 3286328325]);
    expect(draws(Random.fromSeed(42), 4)).toEqual([1776835114, 4165204688, 17111135, 2317295270]);
    expect(draws(Random.fromSeed(Number.MAX_SAFE_INTEGER), 4)).toEqual([
      1233166643, 1287031142, 661813442, 2960669951,
    ]);
  });

  it('jumps as the authors’ C code does', () => {
    const random = Random.fromSeed(42);
    expect(draws(random.jumped(), 4)).toEqual([2449739786, 2605826980, 3103900246, 3575675664]);
    expect(random.bits(), 'the original has not moved').toBe(1776835114);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %s', (seed) => {
    expect(() => Random.fromSeed(seed)).toThrow(ConfigurationError);
  });

  it('resumes from its state after any mix of draws', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.constantFrom('normal', 'uniform', 'bits')),
        (seed, calls) => {
          const random = Random.fromSeed(seed);
          for (const call of calls) random[call as 'normal' | 'uniform' | 'bits']();
          const resumed = Random.fromState(random.state());
          expect(resumed.normal()).toBe(random.normal());
          expect(resumed.bits()).toBe(random.bits());
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has the moments of U(0, 1) and N(0, 1)', () => {
    const random = Random.fromSeed(7);
    const count = 200_000;
    let inRange = true;
    const sums = { u: 0, uu: 0, n: 0, nn: 0, nnn: 0, nnnn: 0 };
    for (let i = 0; i < count; i++) {
      const u = random.uniform();
      inRange &&= u >= 0 && u < 1;
      const n = random.normal();
      sums.u += u / count;
      sums.uu += u ** 2 / count;
      sums.n += n / count;
      sums.nn += n ** 2 / count;
      sums.nnn += n ** 3 / count;
      sums.nnnn += n ** 4 / count;
    }
    expect(inRange).toBe(true);
    // Five standard errors of each mean: √(Var/count).
    expect(Math.abs(sums.u - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(sums.uu - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / count));
    expect(Math.abs(sums.n)).toBeLessThan(5 * Math.sqrt(1 / count));
    expect(Math.abs(sums.nn - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(sums.nnn)).toBeLessThan(5 * Math.sqrt(15 / count));
    expect(Math.abs(sums.nnnn - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
  });

  it('draws integers evenly', () => {
    const random = Random.fromSeed(3);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) {
      const k = random.integer(7);
      counts[k] = (counts[k] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare, 'χ² with 6 degrees of freedom, p ≈ 0.001').toBeLessThan(22.5);
    expect(random.integer(1)).toBe(0);
    expect(random.integer(2 ** 32)).toBeLessThan(2 ** 32);
    for (const bound of [0, -1, 1.5, 2 ** 32 + 1]) {
      expect(() => random.integer(bound)).toThrow(RangeError);
    }
  });

  it('shuffles to a permutation, every order equally likely', () => {
    const random = Random.fromSeed(11);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6_000; i++) {
      const order = random.shuffle([0, 1, 2]).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
    for (const n of seen.values()) expect(Math.abs(n - 1000)).toBeLessThan(5 * Math.sqrt(1000));
    expect(random.shuffle(new Uint32Array(0))).toHaveLength(0);
  });
});
