import type { Backend } from '../optimiser/backend.ts';

/** A product as training has them, P = a·Wᵀ, and small enough for every engine. */
const [SAMPLES, INPUTS, OUTPUTS] = [256, 784, 256];
const FLOPS = 2 * SAMPLES * INPUTS * OUTPUTS;
/** A submission has to last so long that its way to the engine and back hardly counts, and has so many products at most. */
const LONG_ENOUGH_MS = 30;
const MOST_PRODUCTS = 16;
const REPETITIONS = 2;

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
  let products = 1;
  let milliseconds = await time(products);
  let best = milliseconds;
  while (milliseconds < LONG_ENOUGH_MS && products < MOST_PRODUCTS) {
    products *= 2;
    milliseconds = await time(products);
    best = Math.min(best, milliseconds / products);
  }
  // The best of some: whatever else the processor does meanwhile only takes longer.
  for (let repetition = 0; repetition < REPETITIONS; repetition++)
    best = Math.min(best, (await time(products)) / products);
  backend.releaseProgram(program);
  backend.release([a, w, p]);
  return (1000 * FLOPS) / best;
}
