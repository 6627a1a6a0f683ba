import type { Backend } from '../../optimiser/backend.ts';
import type { GpuContext } from './device.ts';
import { PRODUCT_KINDS, type ProductChoice, type ProductKind } from './productPlan.ts';

/** Rows, columns and inner dimension of the product that is timed: near those of a hidden layer, in every tile size. */
const SIZE = 512;
/** A submission is timed as a whole, since browsers round timestamps: it has to last at least so long. */
const LEAST_MILLISECONDS = 8;
const MOST_PRODUCTS = 64;
const REPETITIONS = 3;

/** A time share that was measured on SwiftShader, whose subgroups are four threads wide. */
const QUAD_SHARE = 0.45;

/** Where nothing was measured: by quads on subgroups of four threads, else thread by thread. */
export function supposedChoice({ adapter }: GpuContext): ProductChoice {
  return adapter.subgroupSize === 4
    ? { kind: 'quads', share: QUAD_SHARE }
    : { kind: 'threads', share: 1 };
}

/** The kinds of product that the device can run. */
function offered({ device }: GpuContext): ProductKind[] {
  return PRODUCT_KINDS.filter((kind) => kind !== 'quads' || device.features.has('subgroups'));
}

/** Milliseconds of one product: the best of some submissions that are long enough to be timed. */
async function time(backend: Backend): Promise<number> {
  const [a, b, out] = ['a', 'b', 'out'].map((label) => backend.matrix(SIZE, SIZE, label));
  const program = await backend.record('timed product', [], () => {
    if (a && b && out) backend.product(out, a, b, { transposeB: true });
    return [];
  });
  const submit = async (count: number): Promise<number> => {
    let device: number | null = null;
    const start = performance.now();
    await backend.submit(program, Array<number[]>(count).fill([]), (milliseconds) => {
      device = (device ?? 0) + milliseconds;
    });
    return device ?? performance.now() - start;
  };
  // The first submission also compiles what the driver left for later.
  await submit(1);
  let count = 1;
  let best = await submit(count);
  while (best < LEAST_MILLISECONDS && count < MOST_PRODUCTS) {
    count = Math.min(MOST_PRODUCTS, 4 * count);
    best = await submit(count);
  }
  for (let repetition = 1; repetition < REPETITIONS; repetition += 1)
    best = Math.min(best, await submit(count));
  return best / count;
}

/**
 * Times every kernel of products on the device and chooses the fastest. `createBackend` makes a backend that takes all
 * products in one way.
 */
export async function measureProducts(
  context: GpuContext,
  createBackend: (choice: ProductChoice) => Backend,
): Promise<ProductChoice> {
  const times: { readonly kind: ProductKind; readonly milliseconds: number }[] = [];
  for (const kind of offered(context)) {
    const backend = createBackend({ kind, share: kind === 'threads' ? 1 : 0 });
    times.push({ kind, milliseconds: await time(backend) });
    backend.dispose();
  }
  return chooseProducts(times);
}

/** The fastest; how it compares with 'threads' decides which products are wide enough for it. */
export function chooseProducts(
  times: readonly { readonly kind: ProductKind; readonly milliseconds: number }[],
): ProductChoice {
  const byThread = times.find(({ kind }) => kind === 'threads')?.milliseconds ?? Number.NaN;
  const fastest = times.reduce((best, other) =>
    other.milliseconds < best.milliseconds ? other : best,
  );
  const share = fastest.milliseconds / byThread;
  return Number.isFinite(share) && share < 1
    ? { kind: fastest.kind, share }
    : { kind: 'threads', share: 1 };
}
