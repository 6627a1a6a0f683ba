import { describe, expect, it } from 'vitest';
import type { RateFit } from '../../theory/rateFit.ts';
import { fitText, iterationList, withError } from './words.ts';

const WINDOW = { from: 100, to: 2000, points: 1890, leftOut: 11 };

describe('fitText', () => {
  it('gives C1 with its error', () => {
    const fit: RateFit = {
      kind: 'linear',
      ...WINDOW,
      c1: 0.990123,
      error: 0.00013,
      logScale: 0,
      logRatio: -0.005,
      rSquared: 0.9987,
    };
    expect(fitText(fit)).toEqual({
      verdict: 'C1 = 0.99012 ± 0.00013',
      basis: 'k = 100 … 2,000, 1,890 points, 11 left out, R² = 0.9987',
    });
  });

  it('says that there is no linear phase, by which power, and why', () => {
    const fit: RateFit = {
      kind: 'no-linear-phase',
      ...WINDOW,
      leftOut: 0,
      reason: 'bends-down',
      exponent: 1.024,
      error: 0.013,
      logScale: 0,
      rSquared: 0.9,
    };
    expect(fitText(fit).verdict).toBe('No linear phase: F − F* ∝ k^−1.02 (± 0.013)');
    expect(fitText(fit).basis).toMatch(/1,890 points; .*F\* is too large$/);
  });

  it('asks for more points', () =>
    expect(fitText({ kind: 'too-few-points', ...WINDOW, points: 3 }).verdict).toMatch(/too few/i));
});

describe('withError', () => {
  it.each([
    [0.990123, 0.00013, '0.99012 ± 0.00013'],
    [0.81, 0.05, '0.810 ± 0.050'],
    [0.5, 0, '0.500000 ± 0'],
    [0.5, 1e-14, '0.5000000000 ± 0.0000000000'],
  ])('%s, %s', (value, error, text) => expect(withError(value, error)).toBe(text));
});

describe('iterationList', () => {
  it('names the first and counts the rest', () => {
    expect(iterationList([])).toBe('');
    const at = (iteration: number) => ({ from: iteration, iteration, count: 1 });
    expect(iterationList([4, 1200].map(at))).toBe('k = 4, 1,200');
    const many = [1, 2, 3, 4, 5, 6, 7].map(at);
    expect(iterationList(many)).toBe('k = 1, 2, 3, 4, 5, 6 and 1 more');
    const span = { from: 1009, iteration: 1024, count: 3 };
    expect(iterationList([span, at(1030)])).toBe('k = 1,009–1,024, 1,030');
    expect(iterationList([...many, span])).toBe('k = 1, 2, 3, 4, 5, 6 and 4 more');
  });
});
