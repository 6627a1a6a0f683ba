import { describe, expect, it } from 'vitest';
import { rasterise, type Stroke } from './drawing.ts';

const SIZE = { width: 28, height: 28 };
const ink = (shares: Float32Array) => shares.reduce((sum, share) => sum + share, 0);

function centre(shares: Float32Array) {
  let [x, y] = [0, 0];
  shares.forEach((share, i) => {
    x += (share * (i % 28)) / ink(shares);
    y += (share * Math.floor(i / 28)) / ink(shares);
  });
  return { x, y };
}

/** Columns and rows that have ink. */
function extent(shares: Float32Array) {
  const inked = [...shares.keys()].filter((i) => (shares[i] as number) > 0.5);
  const columns = inked.map((i) => i % 28);
  const rows = inked.map((i) => Math.floor(i / 28));
  return {
    width: Math.max(...columns) - Math.min(...columns) + 1,
    height: Math.max(...rows) - Math.min(...rows) + 1,
  };
}

const seven: Stroke[] = [
  [
    { x: 60, y: 40 },
    { x: 190, y: 40 },
    { x: 110, y: 230 },
  ],
];

describe('rasterise', () => {
  it('fills a box of 20 pixels, its proportions kept, its centre of mass in the middle', () => {
    const shares = rasterise(seven, SIZE);
    expect(extent(shares).height).toBe(20);
    expect(extent(shares).width).toBeGreaterThanOrEqual(13);
    expect(extent(shares).width).toBeLessThanOrEqual(16);
    expect(centre(shares).x).toBeCloseTo(13.5, 1);
    expect(centre(shares).y).toBeCloseTo(13.5, 1);
    expect(Math.max(...shares)).toBe(1);
    expect([...shares].some((share) => share > 0.1 && share < 0.9)).toBe(true);
  });

  it('does not depend on where and how large it was drawn', () => {
    const shares = rasterise(seven, SIZE);
    const small = seven.map((stroke) =>
      stroke.map(({ x, y }) => ({ x: 3 + x / 8, y: 90 + y / 8 })),
    );
    rasterise(small, SIZE).forEach((share, i) => expect(share).toBeCloseTo(shares[i] as number, 4));
  });

  it('makes of a dot a dot in the middle, and of nothing nothing', () => {
    const dot = rasterise([[{ x: 5, y: 250 }]], SIZE);
    expect(ink(dot)).toBeGreaterThan(3);
    expect(ink(dot)).toBeLessThan(9);
    expect(centre(dot).x).toBeCloseTo(13.5, 5);
    expect(ink(rasterise([], SIZE))).toBe(0);
  });

  it('fits other pictures too', () => {
    const shares = rasterise(seven, { width: 16, height: 8 });
    expect(shares).toHaveLength(128);
    expect(ink(shares)).toBeGreaterThan(2);
  });
});
