import { describe, expect, it } from 'vitest';
import { histogram } from './histogram.ts';

const PLAIN = { symmetric: false, zerosApart: false };

describe('histogram', () => {
  it('counts every value once, the greatest in the last bin', async () => {
    const values = Float64Array.from({ length: 97 }, (_, i) => i / 96);
    const { low, high, counts, total } = await histogram(values, PLAIN);
    expect([low, high, total]).toEqual([0, 1, 97]);
    expect(counts.reduce((a, b) => a + b)).toBe(97);
    expect([...counts.slice(0, 47)].every((count) => count === 2)).toBe(true);
    expect(counts[47]).toBe(3);
  });

  it('has 0 in its middle where it is symmetric', async () => {
    const { low, high, counts } = await histogram(Float64Array.of(-1, 4, 0.01), {
      symmetric: true,
      zerosApart: false,
    });
    expect([low, high]).toEqual([-4, 4]);
    expect(counts[24]).toBe(1);
    expect(counts[18]).toBe(1);
  });

  it('keeps exact zeros apart, and gives mean and deviation over all values', async () => {
    const { zeros, counts, mean, deviation } = await histogram(Float64Array.of(0, 0, 3, 5), {
      symmetric: false,
      zerosApart: true,
    });
    expect(zeros).toBe(2);
    expect(counts.reduce((a, b) => a + b)).toBe(2);
    expect(mean).toBe(2);
    expect(deviation).toBeCloseTo(Math.sqrt((4 + 4 + 1 + 9) / 4), 12);
  });

  it('holds values that are all alike, and more than one slice', async () => {
    const { counts, deviation } = await histogram(new Float64Array(1_000_001).fill(2), PLAIN);
    expect(counts[0]).toBe(1_000_001);
    expect(deviation).toBe(0);
  });
});
