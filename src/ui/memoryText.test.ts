import { describe, expect, it } from 'vitest';
import type { MemoryEstimate } from '../model/memoryEstimate.ts';
import { memoryParts, memoryText, tooLarge } from './memoryText.ts';

const MEBIBYTE = 2 ** 20;
const estimate: MemoryEstimate = {
  engine: 'gpu',
  total: 412 * MEBIBYTE,
  data: 212 * MEBIBYTE,
  shared: 100 * MEBIBYTE,
  runs: [
    { algorithm: 'mdlam', bytes: 60 * MEBIBYTE },
    { algorithm: 'sgd', bytes: 40 * MEBIBYTE },
  ],
  largest: { label: 'train inputs', bytes: 31 * MEBIBYTE },
  allowed: 128 * MEBIBYTE,
  refusal: null,
};

describe('the memory of a race', () => {
  it('is said with where it is, and the largest buffer where the device has a limit', () => {
    expect(memoryText(estimate, false)).toBe(
      'Needs 412 MiB on the GPU (largest buffer 31 MiB of 128 MiB allowed).',
    );
    expect(memoryText(estimate, true)).toContain('412 MiB of memory (largest');
    expect(memoryText({ ...estimate, engine: 'cpu', allowed: null }, false)).toBe(
      'Needs 412 MiB of memory.',
    );
  });

  it('is taken apart', () =>
    expect(memoryParts(estimate)).toEqual([
      ['Training and test samples', '212 MiB'],
      ['Working memory of all runs', '100 MiB'],
      ['mDLAM', '60 MiB'],
      ['SGD', '40 MiB'],
    ]));

  it('is a hindrance where the worker refuses it', () => {
    expect(tooLarge(null)).toBeNull();
    expect(tooLarge(estimate)).toBeNull();
    const refusal = { message: 'This race needs 129 MiB.', guessed: true };
    expect(tooLarge({ ...estimate, refusal })).toBe('This race needs 129 MiB.');
  });
});
