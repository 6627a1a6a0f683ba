import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPowerOfTen,
  formatRate,
} from './format.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.012345, '0.01235'],
    [0.1, '0.1000'],
    [123.456, '123.5'],
    [1487.2, '1,487'],
    [9999.96, '10,000'],
    [123456.7, '123,457'],
    [1.2345e-5, '1.234e-5'],
    [-2.5e-9, '−2.500e-9'],
    [1.5e12, '1.500e12'],
    [-12, '−12.00'],
  ])('writes %d as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('names what is no finite number', () => {
    expect(formatNumber(Number.NaN)).toBe('NaN');
    expect(formatNumber(Number.POSITIVE_INFINITY)).toBe('∞');
    expect(formatNumber(Number.NEGATIVE_INFINITY)).toBe('−∞');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0.0 s'],
    [9949, '9.9 s'],
    [9960, '10 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_725_000, '1 h 02 min'],
    [Number.NaN, '–'],
  ])('writes %d ms as %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
});

describe('other figures', () => {
  it('shows one image in 10,000', () => expect(formatPercent(0.9001)).toBe('90.01%'));
  it('keeps a failed accuracy apart from zero', () =>
    expect(formatPercent(Number.NaN)).toBe('NaN'));
  it('turns slow rates into seconds', () => expect(formatRate(0.4)).toBe('2.5 s/iteration'));
  it('writes fast rates as they are', () => expect(formatRate(62.51)).toBe('62.5 iterations/s'));
  it('writes powers of ten', () => expect(formatPowerOfTen(-12)).toBe('10⁻¹²'));
  it('writes bytes', () => expect(formatBytes(9_912_422)).toBe('9.9 MB'));
});
