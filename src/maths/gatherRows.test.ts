import { describe, expect, it } from 'vitest';
import { gatherRows } from './gatherRows.ts';
import { permuted } from './sampleOrder.ts';
import { elements, gapsUntouched, matrixOf } from './testing/stridedMatrices.ts';

function order(rows: number, key: number): number[] {
  return Array.from({ length: rows }, (_, position) => permuted(position, rows, key));
}

describe('permuted', () => {
  it.each([1, 2, 3, 4, 5, 63, 64, 65, 1000, 5000])('takes each of %i samples once', (rows) => {
    for (const key of [0, 1, 77, 2 ** 24 - 1]) {
      expect(order(rows, key).sort((x, y) => x - y)).toEqual([...Array(rows).keys()]);
    }
  });

  it('is the documented function, whatever the key', () => {
    // From the docstring's definition in Python, whose integers do not wrap by themselves.
    expect(order(10, 5)).toEqual([6, 9, 5, 1, 2, 7, 8, 3, 0, 4]);
    expect([0, 1, 59_999].map((position) => permuted(position, 60_000, 123_456))).toEqual([
      42141, 7628, 46382,
    ]);
  });

  it('gives other orders for other keys, none of them the order of the samples', () => {
    const orders = Array.from({ length: 200 }, (_, key) => order(65, key).join());
    expect(new Set([...orders, [...Array(65).keys()].join()]).size).toBe(201);
  });

  it('takes each sample to each place about equally often', () => {
    const [rows, keys] = [10, 4000];
    const counts = Array.from({ length: rows }, () => new Float64Array(rows));
    for (let key = 0; key < keys; key += 1) {
      for (const [position, sample] of order(rows, key).entries()) counts[position][sample] += 1;
    }
    // χ² of a 10×10 table with fixed margins has 81 degrees of freedom: mean 81, standard deviation 12.7.
    const expected = keys / rows;
    const squares = counts.flatMap((row) => [...row].map((n) => (n - expected) ** 2 / expected));
    expect(squares.reduce((sum, square) => sum + square)).toBeLessThan(81 + 5 * 12.7);
  });

  it('refuses what is no position', () => {
    expect(() => permuted(10, 10, 0)).toThrow(RangeError);
    expect(() => permuted(-1, 10, 0)).toThrow(RangeError);
    expect(() => permuted(Number.NaN, 10, 0)).toThrow(RangeError);
  });
});

describe('gatherRows', () => {
  it('copies the rows of one mini-batch after the other, and nothing beyond the columns', () => {
    const source = matrixOf(7, 3, (i, j) => 10 * i + j, 2);
    const [first, second] = [matrixOf(4, 3, () => 0, 1), matrixOf(3, 3, () => 0, 5)];
    gatherRows(first, source, { key: 9, start: 0 });
    gatherRows(second, source, { key: 9, start: 4 });
    const expected = order(7, 9).flatMap((row) => [10 * row, 10 * row + 1, 10 * row + 2]);
    expect([...elements(first), ...elements(second)]).toEqual(expected);
    expect(gapsUntouched(first) && gapsUntouched(second)).toBe(true);
  });

  it('refuses a batch that runs over the end', () => {
    const [source, out] = [matrixOf(7, 3, () => 1), matrixOf(4, 3, () => 0)];
    expect(() => gatherRows(out, source, { key: 9, start: 4 })).toThrow(RangeError);
  });
});
