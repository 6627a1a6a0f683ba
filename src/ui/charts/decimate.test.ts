import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Columns, decimate, indexAtOrBefore } from './decimate.ts';
import { type Scale, toDisplay } from './scale.ts';

function columns(ys: readonly number[]): Columns {
  return { xs: ys.map((_, i) => i), ys, length: ys.length };
}

const PIXELS = 40;

describe('decimate', () => {
  it('leaves few points as they are', () => {
    const points = decimate(columns([3, 1, 2]), 'linear', { domain: [0, 2] }, PIXELS);
    expect(points).toEqual([
      { x: 0, y: 3 },
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ]);
  });

  it('keeps a single spike among ten thousand points', () => {
    const ys = Array.from({ length: 10_000 }, () => 1);
    ys[6173] = 900;
    const points = decimate(columns(ys), 'log', { domain: [0, 9999] }, PIXELS);
    expect(points).toContainEqual({ x: 6173, y: Math.log10(900) });
    expect(points.length).toBeLessThanOrEqual(2 * PIXELS + 4);
  });

  it('draws first and last point', () => {
    const ys = Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const points = decimate(columns(ys), 'linear', { domain: [0, 999] }, PIXELS);
    expect(points[0]).toEqual({ x: 0, y: Math.sin(0) });
    expect(points.at(-1)).toEqual({ x: 999, y: Math.sin(999) });
  });

  it('breaks the line at values without a place instead of joining or clipping them', () => {
    const points = decimate(
      columns([10, 0, -5, Number.NaN, 100]),
      'log',
      { domain: [0, 4] },
      PIXELS,
    );
    expect(points).toEqual([
      { x: 0, y: 1 },
      { x: 1, y: null },
      { x: 4, y: 2 },
    ]);
  });

  it('draws nothing where nothing can be drawn', () => {
    expect(decimate(columns([]), 'linear', { domain: [0, 1] }, PIXELS)).toEqual([]);
    expect(
      decimate(columns([-1, 0, Number.POSITIVE_INFINITY]), 'log', { domain: [0, 2] }, PIXELS),
    ).toEqual([]);
  });

  it('draws what the window shows, and runs to the next point beyond each edge', () => {
    const ys = Array.from({ length: 1000 }, (_, i) => i);
    const points = decimate(columns(ys), 'linear', { domain: [99.5, 110] }, PIXELS);
    expect(points.map(({ x }) => x)).toEqual([
      99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
    ]);
  });

  it('leaves out what has no place on a logarithmic horizontal axis', () => {
    const one = { xs: [0, 1, 10, 1000], ys: [5, 6, 7, 8], length: 4 };
    expect(decimate(one, 'linear', { scale: 'log', domain: [0, 3] }, PIXELS)).toEqual([
      { x: 0, y: 6 },
      { x: 1, y: 7 },
      { x: 3, y: 8 },
    ]);
  });

  it('keeps a spike on a logarithmic horizontal axis too', () => {
    const ys = Array.from({ length: 10_000 }, () => 1);
    ys[6173] = 900;
    const points = decimate(columns(ys), 'log', { scale: 'log', domain: [0, 4] }, PIXELS);
    expect(points).toContainEqual({ x: Math.log10(6173), y: Math.log10(900) });
    expect(points.length).toBeLessThanOrEqual(2 * PIXELS + 4);
  });

  it('preserves the extremes of every pixel column after the transform, and the order of x', () => {
    const value = fc.oneof(
      fc.double({ min: -1e3, max: 1e6, noNaN: true }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, -1),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 400 }),
        fc.constantFrom<Scale>('linear', 'log'),
        (ys, scale) => {
          const right = Math.max(1, ys.length - 1);
          const drawn = decimate(columns(ys), scale, { domain: [0, right] }, PIXELS);
          const places = ys.map((y) => toDisplay(y, scale));
          const column = (x: number) => Math.floor((x * PIXELS) / right);
          const extremes = (points: readonly (readonly [number, number])[]) => {
            const found = new Map<number, [number, number]>();
            for (const [x, y] of points) {
              if (Number.isNaN(y)) continue;
              const [low, high] = found.get(column(x)) ?? [y, y];
              found.set(column(x), [Math.min(low, y), Math.max(high, y)]);
            }
            return [...found];
          };
          expect(extremes(drawn.map(({ x, y }) => [x, y ?? Number.NaN]))).toEqual(
            extremes(places.map((y, x) => [x, y])),
          );
          const xs = drawn.map(({ x }) => x);
          expect(xs).toEqual(xs.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});

describe('indexAtOrBefore', () => {
  const { xs, ys } = { xs: [0, 2, 2, 5], ys: [0, 0, 0, 0] };
  it.each([
    [-1, -1],
    [0, 0],
    [1, 0],
    [2, 2],
    [4.9, 2],
    [99, 3],
  ])('finds for x = %d the position %d', (x, index) =>
    expect(indexAtOrBefore({ xs, ys, length: 4 }, x)).toBe(index),
  );
  it('looks at the snapshot only', () =>
    expect(indexAtOrBefore({ xs, ys, length: 2 }, 99)).toBe(1));
});
