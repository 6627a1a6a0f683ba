import { describe, expect, it } from 'vitest';
import type { KernelTime } from '../optimiser/backend.ts';
import { aggregateTimes } from './aggregateTimes.ts';

const PEAK_GFLOPS = 1000;
/** What the clock of a browser steps by: times come in multiples of it. */
const STEP_MS = 0.065_536;

function product(milliseconds: number, detail = '500×300', flops = 1e8): KernelTime {
  return { kernel: 'matmul', detail, flops, milliseconds };
}
function other(milliseconds: number, kernel = 'combine', detail = ''): KernelTime {
  return { kernel, detail, flops: 0, milliseconds };
}
const times = (count: number, time: KernelTime) => Array.from({ length: count }, () => time);
const aggregate = (...all: readonly KernelTime[]) => aggregateTimes(all, PEAK_GFLOPS);

describe('times of an iteration', () => {
  it('are added up by kernel and by what it computed, longest first', () => {
    const uses = aggregate(
      other(1, 'combine', '500×10'),
      product(2),
      other(0.5, 'control'),
      other(3, 'combine', '500×300'),
      product(4),
      other(0, 'combine', '500×10'),
    );
    expect(
      uses.map(({ kernel, detail, dispatches, milliseconds, product: isProduct }) => [
        ...[kernel, detail, dispatches, milliseconds, isProduct],
      ]),
    ).toEqual([
      ['matmul', '500×300', 2, 6, true],
      ['combine', '500×300', 1, 3, false],
      ['combine', '500×10', 2, 1, false],
      ['control', '', 1, 0.5, false],
    ]);
  });

  it('leave no dispatch out', () => {
    const all = [product(0), product(0.01), product(3), other(0), ...times(5, other(0.2))];
    const uses = aggregate(...all);
    expect(uses.reduce((sum, use) => sum + use.dispatches, 0)).toBe(all.length);
    expect(uses.reduce((sum, use) => sum + use.milliseconds, 0)).toBeCloseTo(4.01, 12);
  });

  it('are none where nothing was dispatched', () => {
    expect(aggregate()).toEqual([]);
  });
});

describe('the rate of a product', () => {
  it('is that of its operations over its time', () => {
    const [use] = aggregate(product(2), product(3), other(0.001));
    expect(use?.timed).toEqual({ dispatches: 2, flops: 2e8, milliseconds: 5 });
  });

  it('counts no operations of a branch that was not taken', () => {
    const [use] = aggregate(product(2), product(0), product(0.004), other(0.001));
    expect(use?.timed).toEqual({ dispatches: 1, flops: 1e8, milliseconds: 2 });
    // All the operations over all the time, as a plain sum has it, would be three times as fast.
    expect(3e8 / (use?.milliseconds as number)).toBeGreaterThan(
      (2.9 * (use?.timed?.flops as number)) / (use?.timed?.milliseconds as number),
    );
  });

  it('counts none that would beat the peak twice over, however fine the clock is', () => {
    // 10⁸ operations take 0.1 ms at the peak.
    const [use] = aggregate(product(0.2), product(0.049), other(0.001));
    expect(use?.timed).toMatchObject({ dispatches: 1, flops: 1e8 });
    const [near] = aggregate(product(0.2), product(0.051), other(0.001));
    expect(near?.timed).toMatchObject({ dispatches: 2, flops: 2e8 });
  });

  it('is not told where the clock is too coarse for it', () => {
    const flops = 1e6;
    for (const steps of [0, 1, 2]) {
      const coarse = aggregate(
        ...times(9, product(steps * STEP_MS, '10×301', flops)),
        other(STEP_MS),
      );
      const use = coarse.find(({ product: isProduct }) => isProduct);
      expect(use?.timed, `${steps} steps`).toBeNull();
    }
    const [clear] = aggregate(...times(9, product(4 * STEP_MS, '10×301', flops)), other(STEP_MS));
    expect(clear?.timed).toMatchObject({ dispatches: 9, flops: 9 * flops });
    // The same times on a clock that shows shorter ones too.
    const [fine] = aggregate(...times(9, product(2 * STEP_MS, '10×301', flops)), other(0.001));
    expect(fine?.timed).toMatchObject({ dispatches: 9 });
  });

  it('comes out right on average on a clock with steps', () => {
    // Products of 0.3 ms at all phases of the clock's steps, every other one of a branch that was not taken.
    const quantised = Array.from({ length: 1000 }, (_, i) => {
      const begin = (i * 0.618_034 * STEP_MS) % STEP_MS;
      const spent = i % 2 === 0 ? 0.3 : 0.003;
      const steps = Math.floor((begin + spent) / STEP_MS) - Math.floor(begin / STEP_MS);
      return product(steps * STEP_MS);
    });
    const [use] = aggregate(...quantised);
    expect(use?.timed?.dispatches).toBe(500);
    const rate = (use?.timed?.flops as number) / (use?.timed?.milliseconds as number);
    expect(rate / (1e8 / 0.3)).toBeCloseTo(1, 2);
  });

  it('is none of what is no product', () => {
    const [use] = aggregate(other(5));
    expect([use?.product, use?.timed]).toEqual([false, null]);
  });
});
