import { expect, it } from 'vitest';
import { smoothed } from './smoothing.ts';

function columns(ys: number[]) {
  return { xs: ys.map((_, i) => i), ys, length: ys.length };
}

it('has no bias towards 0 at the start', () => {
  expect(smoothed(columns([5, 5, 5]), 0.9).ys.map((y) => Number(y.toFixed(12)))).toEqual([5, 5, 5]);
});

it('weighs as TensorBoard does', () => {
  // s₂ = (0.5·(0.5·4) + 0.5·8) / (1 − 0.25)
  expect(smoothed(columns([4, 8]), 0.5).ys).toEqual([4, 5 / 0.75]);
});

it('goes on where it stopped, and does not change what it said', () => {
  const growing = columns([1, 2]);
  const before = [...smoothed(growing, 0.6).ys];
  growing.ys.push(9);
  const after = smoothed({ ...growing, length: 3 }, 0.6);
  expect(after.ys.slice(0, 2)).toEqual(before);
  expect(after.ys).toEqual(smoothed(columns([1, 2, 9]), 0.6).ys);
});

it('leaves values that are not finite as they are, and goes on behind them', () => {
  const { ys } = smoothed(columns([4, Number.POSITIVE_INFINITY, Number.NaN, 8]), 0.5);
  expect(ys).toEqual([4, Number.POSITIVE_INFINITY, Number.NaN, 5 / 0.75]);
});
