import { expect, it } from 'vitest';
import { formatMebibytes } from './mebibytes.ts';

it.each([
  [1, '0.1 MiB'],
  [9.95 * 2 ** 20, '10.0 MiB'],
  [128 * 2 ** 20, '128 MiB'],
  [128 * 2 ** 20 + 1, '129 MiB'],
  [4796 * 2 ** 20, '4,796 MiB'],
])('writes %d bytes of memory as %s', (bytes, text) => expect(formatMebibytes(bytes)).toBe(text));
