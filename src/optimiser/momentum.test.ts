import { describe, expect, it } from 'vitest';
import { fistaCoefficients, nesterov } from './momentum.ts';

describe('nesterov', () => {
  it('starts at s = 0 with ω = −1 and then gives 0 before it speeds up', () => {
    const first = nesterov(0);
    expect(first).toEqual({ omega: -1, next: 1 });
    const second = nesterov(first.next);
    expect(second.omega).toBe(0);
    expect(second.next).toBeCloseTo((1 + Math.sqrt(5)) / 2, 15);
    expect(nesterov(second.next).omega).toBeCloseTo(0.28175352512532, 13);
  });

  it('satisfies s⁺² − s⁺ = s², the identity behind O(1/k²)', () => {
    let s = 0;
    for (let k = 0; k < 100; k++) {
      const { next } = nesterov(s);
      expect(next * next - next).toBeCloseTo(s * s, 8);
      s = next;
    }
    expect(s).toBeGreaterThanOrEqual((100 + 1) / 2);
  });
});

describe('fistaCoefficients', () => {
  it('has one coefficient per step after the first, β_2 = 0, rising below 1', () => {
    expect(fistaCoefficients(1)).toEqual([]);
    const betas = fistaCoefficients(40);
    expect(betas).toHaveLength(39);
    expect(betas[0]).toBe(0);
    betas.slice(1).forEach((beta, index) => {
      expect(beta).toBeGreaterThan(betas[index] as number);
      expect(beta).toBeLessThan(1);
    });
  });
});
