import { expect, it } from 'vitest';
import { passMilliseconds } from './passTimer.ts';

it('counts nanoseconds, exactly far from zero too', () => {
  const begin = 2n ** 62n;
  expect(passMilliseconds([begin, begin + 1_500_000n], 10)).toBe(1.5);
  expect(passMilliseconds([begin, begin], 10)).toBe(0);
});

it('believes neither a counter that ran backwards nor more time than the host waited', () => {
  expect(passMilliseconds([5n, 4n], 10)).toBeNull();
  expect(passMilliseconds([0n, 3_600_000_000_000n], 10)).toBeNull();
  expect(passMilliseconds([0n, 10_500_000n], 10)).toBe(10.5);
});
