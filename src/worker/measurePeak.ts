import type { MeasuredPeak } from '../model/iterationProfile.ts';
import type { Backend, KernelTime } from '../optimiser/backend.ts';

/** Sizes of the square products, until one takes long enough for a clock with steps of 0.1 ms. */
const SIZES = [1024, 2048, 4096];
const LONG_ENOUGH_MS = 1;
const REPETITIONS = 3;
const FLOPS_PER_GFLOP = 1e9;
const MILLISECONDS_PER_SECOND = 1000;
/** Its multiples, without their whole parts, fill an interval evenly. */
const GOLDEN_RATIO = 0.618_033_988_749_895;

/** The best rate that a product reaches on this engine, the way profiles time it; null where it does not time kernels. */
export async function measurePeak(backend: Backend): Promise<MeasuredPeak | null> {
  let peak: MeasuredPeak | null = null;
  for (const size of SIZES) {
    const best = await bestProduct(backend, size);
    // Too short for the clock: the next size is not.
    if (!best) continue;
    const { flops, milliseconds } = best;
    const gflops = (flops / FLOPS_PER_GFLOP / milliseconds) * MILLISECONDS_PER_SECOND;
    peak = { size, repetitions: REPETITIONS, gflops };
    if (milliseconds >= LONG_ENOUGH_MS) break;
  }
  return peak;
}

/** The quickest of some products of two square matrices; one that the clock did not see is none. */
async function bestProduct(backend: Backend, size: number): Promise<KernelTime | null> {
  const label = `peak of ${size}`;
  const matrices = ['a', 'b', 'out'].map((name) => backend.matrix(size, size, `${label}: ${name}`));
  const [a, b, out] = matrices as [
    (typeof matrices)[0],
    (typeof matrices)[0],
    (typeof matrices)[0],
  ];
  // Products of zeros take less power, and devices then compute faster than they ever train.
  const values = Float32Array.from(
    { length: size * size },
    (_, i) => ((i * GOLDEN_RATIO) % 1) - 0.5,
  );
  backend.write(a, values);
  backend.write(b, values);
  const program = await backend.record(label, [], () => {
    backend.product(out, a, b);
    return [];
  });
  try {
    const rows = Array.from({ length: REPETITIONS }, () => []);
    const { times } = await backend.profile(() => backend.submit(program, rows));
    const products = (times ?? []).filter((time) => time.flops > 0 && time.milliseconds > 0);
    return products.reduce<KernelTime | null>(
      (best, time) => (best && best.milliseconds <= time.milliseconds ? best : time),
      null,
    );
  } finally {
    backend.releaseProgram(program);
    backend.release(matrices);
  }
}
