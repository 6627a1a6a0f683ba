import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../backend/cpu/cpuBackend.ts';
import { ConfigurationError } from '../model/errors.ts';
import type { KernelTime, Program } from '../optimiser/backend.ts';
import { profileIteration } from './iterationProfile.ts';
import type { RaceRun } from './raceRun.ts';

/** Computes nothing, and says that a product of 2·size³ operations took what it is told. */
class TimingBackend extends CpuBackend {
  readonly measured: number[] = [];
  released = 0;
  readonly #milliseconds: (size: number, repetition: number) => number;
  #times: KernelTime[] | null = null;

  constructor(milliseconds: (size: number, repetition: number) => number) {
    super();
    this.#milliseconds = milliseconds;
  }

  override async profile<T>(body: () => Promise<T>) {
    const times: KernelTime[] = [];
    this.#times = times;
    const result = await body();
    this.#times = null;
    return { result, times: times as never };
  }

  override async submit({ label }: Program, rows: readonly unknown[]) {
    const size = Number(/\d+/.exec(label)?.[0]);
    this.measured.push(size);
    rows.forEach((_, repetition) => {
      this.run('begin_iteration', 0, 0.002);
      this.run('matmul', 2 * size ** 3, this.#milliseconds(size, repetition));
    });
    return rows.map(() => new Float64Array());
  }

  override release(handles: Parameters<CpuBackend['release']>[0]) {
    this.released += handles.length;
    super.release(handles);
  }

  /** A kernel of the iteration. */
  run(kernel: string, flops: number, milliseconds: number): void {
    this.#times?.push({ kernel, detail: '', flops, milliseconds });
  }
}

/** A race whose iteration is `iterate`. */
function raceOf(iterate: () => void) {
  return {
    resting: () => ({ summary: { name: 'mDLAM' } }) as RaceRun,
    stepAlone: async () => {
      iterate();
      return 7;
    },
  };
}

describe('a profile', () => {
  it('has the iteration, its kernels, and the best of three products', async () => {
    const backend = new TimingBackend((_, repetition) => [20, 10, 30][repetition]);
    const race = raceOf(() => {
      backend.run('matmul', 1e9, 8);
      backend.run('combine', 0, 1);
    });
    const { wallMs, ...profile } = await profileIteration(backend, race, 'mdlam');
    expect(profile).toMatchObject({
      run: 'mdlam',
      iteration: 7,
      kernels: [
        { kernel: 'matmul', timed: { dispatches: 1, flops: 1e9, milliseconds: 8 } },
        { kernel: 'combine', timed: null },
      ],
      peak: { size: 1024, repetitions: 3 },
    });
    expect(profile.peak.gflops).toBeCloseTo((2 * 1024 ** 3) / 1e9 / 0.01, 9);
    expect(wallMs).toBeGreaterThanOrEqual(0);
  });

  it('measures the peak once, with products that a coarse clock can time, and gives their memory back', async () => {
    const backend = new TimingBackend((size) => (size / 2048) ** 3);
    const race = raceOf(() => backend.run('combine', 0, 1));
    const first = await profileIteration(backend, race, 'mdlam');
    const second = await profileIteration(backend, race, 'mdlam');
    expect(backend.measured).toEqual([1024, 2048]);
    expect(first.peak.size).toBe(2048);
    expect(second.peak).toEqual(first.peak);
    expect(backend.released).toBe(6);
  });

  it('takes no rate from a product that the clock did not see', async () => {
    const backend = new TimingBackend((size, repetition) =>
      size < 4096 || repetition === 0 ? 0 : 5,
    );
    const { peak } = await profileIteration(
      backend,
      raceOf(() => backend.run('combine', 0, 1)),
      'mdlam',
    );
    expect(peak.gflops).toBeCloseTo((2 * 4096 ** 3) / 1e9 / 0.005, 6);
  });

  it('trains nothing where the device times no kernels', async () => {
    let iterations = 0;
    const race = raceOf(() => iterations++);
    await expect(profileIteration(new CpuBackend(), race, 'mdlam')).rejects.toThrow(
      /does not tell how long its kernels take/,
    );
    expect(iterations).toBe(0);
  });

  it('does not measure the peak for a race that cannot be profiled', async () => {
    const backend = new TimingBackend(() => 10);
    const race = {
      ...raceOf(() => undefined),
      resting: () => {
        throw new ConfigurationError('mdlam', 'The race is running.');
      },
    };
    await expect(profileIteration(backend, race, 'mdlam')).rejects.toThrow('The race is running.');
    expect(backend.measured).toEqual([]);
  });

  it('says so where the iteration failed', async () => {
    const backend = new TimingBackend(() => 10);
    await expect(
      profileIteration(
        backend,
        raceOf(() => undefined),
        'mdlam',
      ),
    ).rejects.toThrow('mDLAM failed in iteration 7');
  });
});
