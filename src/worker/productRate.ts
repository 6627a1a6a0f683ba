import type { Backend } from '../optimiser/backend.ts';

/** A product as training has them, P = a·Wᵀ, and small enough for every engine. */
const [SAMPLES, INPUTS, OUTPUTS] = [256, 784, 256];
const FLOPS = 2 * SAMPLES * INPUTS * OUTPUTS;
/** One submission of so many products at most, and no more than about so long. */
const MOST_PRODUCTS = 8;
const ENOUGH_MS = 60;

/** Floating-point operations a second of an engine in a product of matrices, from about a tenth of a second. */
export async function productRate(backend: Backend): Promise<number> {
  const a = backend.matrix(SAMPLES, INPUTS, 'measured a');
  const w = backend.matrix(OUTPUTS, INPUTS, 'measured W');
  const p = backend.matrix(SAMPLES, OUTPUTS, 'measured P');
  // Zeros would be quicker than numbers on some processors.
  backend.fill(a, 0.5);
  backend.fill(w, 0.25);
  const program = await backend.record('measured product', [], () => {
    backend.product(p, a, w, { transposeB: true });
    return [];
  });
  const time = async (products: number): Promise<number> => {
    const start = performance.now();
    await backend.submit(program, Array<number[]>(products).fill([]));
    return performance.now() - start;
  };
  // The first one compiles what was left for later, and warms up.
  await time(1);
  const once = await time(1);
  const products = Math.max(1, Math.min(MOST_PRODUCTS, Math.floor(ENOUGH_MS / once)));
  const milliseconds = Math.min(once, (await time(products)) / products);
  backend.releaseProgram(program);
  backend.release([a, w, p]);
  return (1000 * FLOPS) / milliseconds;
}
