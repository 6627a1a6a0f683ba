import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnTexts, float32Text } from './float32Text.ts';

it('is the decimal that was in the file', () => {
  const texts = [5.1, -0.2, 0, 1e-7, 16777216, 0.1 + 0.2].map((value) =>
    float32Text(Math.fround(value)),
  );
  expect(texts).toEqual(['5.1', '−0.2', '0', '1e−7', '16777216', '0.3']);
});

it('is that float32 and no other', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(Number(float32Text(value).replaceAll('−', '-')))).toBe(value + 0);
    }),
  );
});

it('lines a column up by its decimals', () => {
  expect(columnTexts([6, -2.7, 5.25].map(Math.fround))).toEqual(['6.00', '−2.70', '5.25']);
  expect(columnTexts([6, 5])).toEqual(['6', '5']);
  expect(columnTexts([1e-9, 5.5].map(Math.fround))).toEqual(['1e−9', '5.5']);
});
