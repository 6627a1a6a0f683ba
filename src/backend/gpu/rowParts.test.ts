import { describe, expect, test } from 'vitest';
import { checkRowsPerPart, ROWS_PER_PART, splitRows } from './rowParts.ts';

/** What every WebGPU device binds: the default of maxStorageBufferBindingSize. */
const SMALLEST_LIMIT = 134_217_728;

const sizes = (rows: number, rowsPerPart: number): number[] =>
  splitRows(rows, rowsPerPart).map((part) => part.rows);

describe('splitRows', () => {
  test.each([
    [1, 64, [1]],
    [64, 64, [64]],
    [65, 64, [64, 1]],
    [127, 64, [64, 63]],
    [193, 64, [64, 64, 64, 1]],
    [200, 64, [64, 64, 64, 8]],
    [130, 96, [96, 34]],
    [200, 96, [96, 96, 8]],
    [16_384, ROWS_PER_PART, [16_384]],
    [16_385, ROWS_PER_PART, [8224, 8161]],
    [60_000, ROWS_PER_PART, [15_008, 15_008, 15_008, 14_976]],
    [60_000, Number.POSITIVE_INFINITY, [60_000]],
  ])('%i rows in parts of at most %f', (rows, rowsPerPart, expected) => {
    expect(sizes(rows, rowsPerPart)).toEqual(expected);
  });

  test('every row lies in one part, and no part is empty, too large or begins within a tile', () => {
    for (const rowsPerPart of [32, 96, 1024])
      for (let rows = 1; rows < 3000; rows += 31) {
        let next = 0;
        for (const part of splitRows(rows, rowsPerPart)) {
          expect(part.firstRow).toBe(next);
          expect(part.firstRow % 32).toBe(0);
          expect(part.rows).toBeGreaterThan(0);
          expect(part.rows).toBeLessThanOrEqual(rowsPerPart);
          next += part.rows;
        }
        expect(next).toBe(rows);
      }
  });

  test.each([784, 785, 1000, 2048])('60,000 samples × %i fit every device', (columns) => {
    const bytes = sizes(60_000, ROWS_PER_PART).map((rows) => 4 * rows * 4 * Math.ceil(columns / 4));
    expect(Math.max(...bytes)).toBeLessThan(SMALLEST_LIMIT);
  });
});

test.each([0, -32, 1, 33, 16_383, Number.NaN])('no part has %f rows', (rowsPerPart) => {
  expect(() => checkRowsPerPart(rowsPerPart)).toThrow(/cannot have .* rows/);
});

test.each([32, 96, ROWS_PER_PART, Number.POSITIVE_INFINITY])('a part may have %f rows', (rows) => {
  expect(() => checkRowsPerPart(rows)).not.toThrow();
});
