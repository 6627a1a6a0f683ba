import { describe, expect, it } from 'vitest';
import { BatchSize } from './batchSize.ts';

describe('BatchSize', () => {
  it('starts with one iteration and grows with what it measures', () => {
    const size = new BatchSize();
    expect(size.next(100)).toBe(1);
    size.measured(1, 6);
    expect(size.next(100)).toBe(5);
    for (let i = 0; i < 20; i++) size.measured(10, 0.1);
    expect(size.next(1000)).toBe(64);
  });

  it('never exceeds what is left and never stops', () => {
    const size = new BatchSize();
    size.measured(1, 0.001);
    expect(size.next(3)).toBe(3);
    for (let i = 0; i < 20; i++) size.measured(1, 1e6);
    expect(size.next(3)).toBe(1);
  });
});
