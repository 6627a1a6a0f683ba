import { describe, expect, it } from 'vitest';
import type { IterationProfile, KernelUse } from '../../model/iterationProfile.ts';
import type { ProfiledRun } from '../store/lab.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRun } from '../testing/fakeRun.ts';
import { figuresOf, totalsOf } from './profileFigures.ts';
import { profileCsv, profileJson } from './profileFiles.ts';

function product(milliseconds: number, timed: KernelUse['timed']): KernelUse {
  return {
    kernel: 'matmul',
    detail: `500×${milliseconds} = AᵀB, "split"`,
    dispatches: 4,
    milliseconds,
    product: true,
    timed,
  };
}
function other(milliseconds: number): KernelUse {
  return {
    kernel: 'combine',
    detail: '',
    dispatches: 9,
    milliseconds,
    product: false,
    timed: null,
  };
}

const kernels = [
  product(4, { dispatches: 2, flops: 3e9, milliseconds: 3 }),
  product(3, { dispatches: 1, flops: 1e9, milliseconds: 2 }),
  other(2),
  product(1, null),
];
const profile: IterationProfile = {
  run: 'mdlam',
  iteration: 3,
  wallMs: 20,
  kernels,
  peak: { size: 1024, repetitions: 3, gflops: 1600 },
};

describe('the figures of a profile', () => {
  it('are shares of the time of all dispatches', () => {
    const shares = kernels.map((use) => figuresOf(profile, [use]).share);
    expect(shares).toEqual([0.4, 0.3, 0.2, 0.1]);
  });

  it('have the rate of what was timed, and none elsewhere', () => {
    const rates = kernels.map((use) => figuresOf(profile, [use]).gflops);
    expect(rates).toEqual([1000, 500, null, null]);
    expect(figuresOf(profile, kernels.slice(0, 1)).ofPeak).toBe(0.625);
  });

  it('add up: products, everything else, and all within the wall time', () => {
    const { products, others, all, ofWall } = totalsOf(profile);
    expect(products).toMatchObject({ dispatches: 12, milliseconds: 8, share: 0.8 });
    expect(others).toMatchObject({ dispatches: 9, milliseconds: 2, share: 0.2, gflops: null });
    expect(all).toMatchObject({ dispatches: 21, milliseconds: 10, share: 1, gflops: null });
    expect(ofWall).toBe(0.5);
    // 4·10⁹ operations in 5 ms, and not the mean of 1000 and 500.
    expect([products.gflops, products.ofPeak]).toEqual([800, 0.5]);
  });

  it('are 0 where the clock saw nothing', () => {
    const none = { ...profile, kernels: [other(0)], wallMs: 0 };
    expect(totalsOf(none)).toMatchObject({ all: { share: 0 }, ofWall: 0 });
  });
});

describe('the files of a profile', () => {
  const profiled: ProfiledRun = { run: fakeRun('mdlam', [fakeRecord(0)]), profile };

  it('have a row a kernel, quoted where they must be', () => {
    const lines = profileCsv(profiled).split('\r\n');
    expect(lines).toHaveLength(kernels.length + 2);
    expect(lines[1]).toBe('matmul,"500×4 = AᵀB, ""split""",4,4,0.4,2,3000000000,3,1000,0.625');
    expect(lines[3]).toBe('combine,,9,2,0.2,,,,,');
  });

  it('have everything that the table says, and of what it is', () => {
    expect(JSON.parse(profileJson(profiled))).toMatchObject({
      run: profiled.run.marks.name,
      iteration: 3,
      wallMs: 20,
      peak: profile.peak,
      totals: { products: { gflops: 800 } },
      kernels: [{ kernel: 'matmul', share: 0.4, gflops: 1000 }, {}, {}, {}],
      settings: profiled.run.origin.settings,
    });
  });
});
