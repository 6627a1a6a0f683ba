import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raiseByDoubling } from './raiseByDoubling.ts';

describe('raiseByDoubling', () => {
  it('is the smallest start·2^j ≥ bound', () => {
    const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(positive, fc.oneof(positive, fc.constantFrom(0, -1)), (start, bound) => {
        const raised = raiseByDoubling(start, bound);
        const exponent = Math.log2(raised / start);
        expect(raised).toBeGreaterThanOrEqual(bound);
        if (raised > start) expect(raised / 2).toBeLessThan(bound);
        if (Number.isFinite(raised / start)) expect(exponent).toBe(Math.round(exponent));
      }),
    );
    expect(raiseByDoubling(3, 12)).toBe(12);
    expect(raiseByDoubling(3, 12.000000001)).toBe(24);
  });

  it('ends for bounds that are not finite, and refuses a start that cannot grow', () => {
    expect(raiseByDoubling(1, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(raiseByDoubling(1, Number.NaN)).toBeNaN();
    expect(raiseByDoubling(Number.NaN, 1)).toBeNaN();
    expect(() => raiseByDoubling(0, 1)).toThrow(RangeError);
  });
});
