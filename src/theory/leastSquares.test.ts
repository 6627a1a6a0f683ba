import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../maths/random.ts';
import { fitCurvature, fitLine } from './leastSquares.ts';

const columns = (...values: readonly number[]) => Float64Array.from(values);

describe('fitLine', () => {
  it('is the textbook’s: Anscombe’s first quartet', () => {
    const fit = fitLine(
      columns(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5),
      columns(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68),
    );
    expect(fit.slope).toBeCloseTo(0.5001, 4);
    expect(fit.intercept).toBeCloseTo(3.0001, 4);
    expect(fit.rSquared).toBeCloseTo(0.6665, 4);
    expect(fit.residualSum).toBeCloseTo(13.763, 3);
  });

  it('loses nothing far away from the origin', () =>
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.nat(1e6), (slope, start) => {
        const xs = Float64Array.from({ length: 20 }, (_, i) => start + i);
        expect(
          fitLine(
            xs,
            xs.map((x) => 3 + slope * x),
          ).slope,
        ).toBeCloseTo(slope, 6);
      }),
    ));

  /** The slope’s spread over many seeds, against the mean of the errors that it claimed. */
  function errorRatio(correlation: number): number {
    const slopes: number[] = [];
    let claimed = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = Random.fromSeed(seed);
      const xs = Float64Array.from({ length: 200 }, (_, i) => i);
      let noise = random.normal() / Math.sqrt(1 - correlation ** 2);
      const fit = fitLine(
        xs,
        xs.map((x) => {
          noise = correlation * noise + random.normal();
          return 2 * x + noise;
        }),
      );
      slopes.push(fit.slope - 2);
      claimed += fit.slopeError / 200;
    }
    return claimed / Math.sqrt(slopes.reduce((sum, one) => sum + one ** 2 / 200, 0));
  }

  it.each([0, 0.6, 0.9])('claims the error it has, with noise that remembers %s', (correlation) => {
    expect(errorRatio(correlation)).toBeGreaterThan(0.75);
    expect(errorRatio(correlation)).toBeLessThan(1.3);
  });
});

describe('fitCurvature', () => {
  it('finds the quadratic term, whatever the line', () => {
    const xs = columns(1, 2, 4, 7, 9, 10);
    const fit = fitCurvature(
      xs,
      xs.map((x) => 4 - 3 * x + 0.25 * (x - 5) ** 2),
    );
    expect(fit.curvature).toBeCloseTo(0.25, 10);
    expect(fit.error).toBeCloseTo(0, 6);
  });

  it('finds none in a line with noise, within its error', () => {
    const random = Random.fromSeed(4);
    const xs = Float64Array.from({ length: 100 }, (_, i) => i);
    const { curvature, error } = fitCurvature(
      xs,
      xs.map((x) => x + random.normal()),
    );
    expect(Math.abs(curvature)).toBeLessThan(3 * error);
    expect(error).toBeGreaterThan(0);
  });
});
