import { expect, it } from 'vitest';
import { csvField } from './csvField.ts';

it.each([
  ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
  ['+1', "'+1"],
  ['-run', "'-run"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [-1.5, '-1.5'],
  ['a = b', 'a = b'],
  [null, ''],
])('writes %j so that no spreadsheet computes it', (value, field) =>
  expect(csvField(value)).toBe(field),
);
