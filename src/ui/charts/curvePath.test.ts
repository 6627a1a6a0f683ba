import { expect, it } from 'vitest';
import { curvePath } from './curvePath.ts';

const AREA = { left: 10, top: 5, width: 100, height: 50, x: [0, 10], y: [0, 1] } as const;

it('runs through the points, top up', () =>
  expect(
    curvePath(
      [
        { x: 0, y: 0 },
        { x: 5, y: 1 },
        { x: 10, y: 0.5 },
      ],
      AREA,
    ),
  ).toBe('M10 55L60 5L110 30'));

it('breaks where there is no value and still shows a point left alone', () =>
  expect(
    curvePath(
      [
        { x: 0, y: 0 },
        { x: 1, y: null },
        { x: 2, y: 0 },
        { x: 3, y: 0 },
      ],
      AREA,
    ),
  ).toBe('M10 55h1M30 55L40 55'));

it('is empty without points', () => expect(curvePath([], AREA)).toBe(''));
