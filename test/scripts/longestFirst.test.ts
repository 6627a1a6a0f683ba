import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LONGEST } from '../../scripts/longestFirst.ts';

it('the tests that begin are there', () => {
  expect(LONGEST.filter((path) => !existsSync(path))).toEqual([]);
});
