import { describe, expect, it } from 'vitest';
import { GrowingCurve } from './growingCurve.ts';

function curve(length: number): GrowingCurve {
  const grown = new GrowingCurve();
  for (let k = 0; k < length; k++) grown.add(k, k * k);
  return grown;
}

describe('a growing curve', () => {
  it('has nothing at first', () => {
    expect(curve(0).points()).toEqual({ iterations: [], values: [] });
    expect(curve(0).last).toBeNull();
  });

  it('keeps up to 500 points as they are', () =>
    expect(curve(500).points().iterations).toEqual([...Array(500).keys()]));

  it('keeps every second, fourth, … point and the last, with its value', () => {
    const grown = curve(1202);
    const { iterations, values } = grown.points();
    const places = [...Array(1202).keys()];
    expect(iterations).toEqual([...places.filter((k) => k % 4 === 0), 1201]);
    expect(values).toEqual(iterations.map((k) => k * k));
    expect(grown.last).toBe(1201 ** 2);
  });

  it.each([501, 1000, 1001, 4000, 4001, 5003])('has the shortest stride that fits, of %d', (n) => {
    const { iterations } = curve(n).points();
    let stride = 1;
    while (Math.ceil(n / stride) > 500) stride *= 2;
    const kept = [...Array(n).keys()].filter((k) => k % stride === 0 || k === n - 1);
    expect(iterations).toEqual(kept);
  });
});
