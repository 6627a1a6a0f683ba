import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeTicks } from './placeTicks.ts';
import { calmDomain, paddedDomain, roundUp } from './scale.ts';
import { axisTicks } from './ticks.ts';

const labels = (low: number, high: number, scale: 'linear' | 'log', count = 5) =>
  axisTicks([low, high], scale, count).map((tick) => tick.label);

describe('axisTicks', () => {
  it('puts round values on a linear axis', () =>
    expect(labels(0, 2400, 'linear')).toEqual(['0', '500', '1,000', '1,500', '2,000']));
  it('tells close values apart', () =>
    expect(labels(227.26, 227.29, 'linear')).toEqual(['227.26', '227.27', '227.28', '227.29']));
  it('has none where numbers of files are too close for them', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(labels(most - 1, most, 'linear')).toEqual([]);
    expect(labels(-1e308, 1e308, 'linear')).toEqual([]);
    expect(labels(1e308, 1.1e308, 'linear').length).toBeLessThan(10);
    expect(labels(5e-324, 1e-323, 'linear').length).toBeLessThan(10);
  });
  it('writes tiny values as powers of ten', () =>
    expect(labels(0, 4e-6, 'linear', 4)).toEqual(['0', '1·10⁻⁶', '2·10⁻⁶', '3·10⁻⁶', '4·10⁻⁶']));
  it('marks decades of a long logarithmic axis', () =>
    expect(labels(-4.2, 0.3, 'log')).toEqual(['10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '10⁰']));
  it('skips decades where they are many', () =>
    expect(labels(-3, 38, 'log')).toEqual(['10⁰', '10⁹', '10¹⁸', '10²⁷', '10³⁶']));
  it('marks multiples of a short logarithmic axis', () =>
    expect(labels(2.3, 3.4, 'log')).toEqual(['200', '500', '1,000', '2,000']));
  it('keeps to decades where there is room for two ticks only', () =>
    expect(labels(0.7, 2.6, 'log', 2)).toEqual(['10', '100']));
  it('finds ticks within less than a decade', () =>
    expect(labels(Math.log10(81), Math.log10(84), 'log', 4)).toEqual(['81', '82', '83', '84']));
  it('has two ticks at least, since one tells no scale', () => {
    expect(labels(Math.log10(190), Math.log10(950), 'log', 3)).toEqual([
      '200',
      '400',
      '600',
      '800',
    ]);
    fc.assert(
      fc.property(
        fc.constantFrom<'linear' | 'log'>('linear', 'log'),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.02, max: 40, noNaN: true }),
        fc.integer({ min: 3, max: 8 }),
        (scale, low, length, count) => {
          const places = axisTicks([low, low + length], scale, count).map(({ at }) => at);
          expect(places.length).toBeGreaterThanOrEqual(2);
          const gaps = places.slice(1).map((at, index) => at - (places[index] as number));
          // A third of the room that a label is meant to have is the height of one.
          expect(Math.min(...gaps)).toBeGreaterThan(length / count / 3);
        },
      ),
    );
  });
});

describe('ticks of a logarithmic horizontal axis', () => {
  const places = (kind: 'iteration' | 'flops', low: number, high: number, count = 5) =>
    placeTicks({ kind, scale: 'log', domain: [low, high] }, count);
  const named = (ticks: ReturnType<typeof places>) =>
    ticks.map((tick) => tick.label).filter((label) => label !== '');

  it('are powers of ten, with ticks between where there is room', () => {
    const wide = places('iteration', 0, 4, 5);
    expect(named(wide)).toEqual(['1', '10', '100', '1,000', '10,000']);
    expect(wide).toHaveLength(5 + 4 * 8);
    expect(places('iteration', 0, 4, 2)).toHaveLength(5);
  });
  it('are multiples too where it is short', () =>
    expect(named(places('iteration', 0, 1.5, 6))).toEqual(['1', '2', '5', '10', '20']));
  it('count operations in the unit of the axis', () => {
    expect(named(places('flops', 7, 11, 5))).toEqual(['0.01', '0.1', '1', '10', '100']);
    expect(places('flops', 7, 11, 2)[0]?.at).toBeCloseTo(7);
  });
});

describe('domains', () => {
  it('stand still while the extremes move a little', () => {
    const one = calmDomain([1.01, 2.997]);
    expect(calmDomain([1.012, 2.996])).toEqual(one);
    expect(one[0]).toBeLessThanOrEqual(1.01);
    expect(one[1]).toBeGreaterThanOrEqual(2.997);
    expect(one[1] - one[0]).toBeLessThan(2.2);
  });

  it('does not blow up rounding', () => {
    const [low, high] = paddedDomain([5, 5], 'linear');
    expect(high - low).toBeGreaterThan(0.004);
  });
  it('exists without points', () => expect(paddedDomain(null, 'log')).toEqual([-1, 1]));
  it.each([
    [0, 1],
    [9, 10],
    [61, 75],
    [100, 100],
    [0.021, 0.03],
  ])('rounds %d up to %d', (value, up) => expect(roundUp(value)).toBe(up));
});
