import type { Backend } from '../../optimiser/backend.ts';
import type { AdapterDescription, GpuContext } from './device.ts';
import {
  BY_THREAD,
  isByQuads,
  PRODUCT_KINDS,
  type ProductChoice,
  type ProductKind,
} from './productPlan.ts';

/** The product that is timed: as a layer's, but short, since software adapters need a hundredth of a second for it. */
const [ROWS, COLUMNS, INNER] = [1024, 512, 128] as const;
/** A submission is timed as a whole, since browsers round timestamps: it has to last at least so long. */
const LEAST_MILLISECONDS = 8;
const MOST_PRODUCTS = 256;
const REPETITIONS = 3;
/** No kernel is timed again after so long. */
const PATIENCE_MILLISECONDS = 60;

/** A time share of the large quads that was measured on SwiftShader, whose subgroups are four threads wide. */
const QUAD_SHARE = 0.45;

/** Where nothing was measured: by slim quads on subgroups of four threads, else thread by thread. */
export function supposedChoice({ adapter }: GpuContext): ProductChoice {
  return adapter.subgroupSize === 4 ? { kind: 'slim-quads', share: QUAD_SHARE } : BY_THREAD;
}

/** The kinds of product that the device can run. */
function offered({ device }: GpuContext): ProductKind[] {
  return PRODUCT_KINDS.filter((kind) => !isByQuads(kind) || device.features.has('subgroups'));
}

/** Milliseconds of one product: the best of some submissions that are long enough to be timed. */
async function time(backend: Backend): Promise<number> {
  const a = backend.matrix(ROWS, INNER, 'timed a');
  const b = backend.matrix(COLUMNS, INNER, 'timed b');
  const out = backend.matrix(ROWS, COLUMNS, 'timed product');
  const program = await backend.record('timed product', [], () => {
    backend.product(out, a, b, { transposeB: true });
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
  const began = performance.now();
  let count = 1;
  let best = await submit(count);
  while (best < LEAST_MILLISECONDS && count < MOST_PRODUCTS) {
    count *= 4;
    best = await submit(count);
  }
  for (let repetition = 1; repetition < REPETITIONS; repetition += 1) {
    if (performance.now() - began > PATIENCE_MILLISECONDS) break;
    best = Math.min(best, await submit(count));
  }
  return best / count;
}

/** Remembers measurements from visit to visit; its failures are ignored, it only saves time. */
export interface MeasurementMemory {
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
}

/** To be raised when a kernel of products changes: what was measured before does not count then. */
const KERNELS_VERSION = 3;

function isChoice(value: unknown): value is ProductChoice {
  const { kind, share } = (value ?? {}) as Partial<Record<'kind' | 'share', unknown>>;
  const known = PRODUCT_KINDS.some((other) => other === kind);
  return known && typeof share === 'number' && share > 0 && share <= 1;
}

/** What the choice for an adapter is remembered under: by its features too, since in Firefox no adapter tells its name. */
export function choiceKey({
  vendor,
  architecture,
  description,
  isFallbackAdapter,
  features,
}: AdapterDescription): string {
  const name = [vendor, architecture, description].join(', ');
  const kind = isFallbackAdapter ? 'software' : 'hardware';
  return `products ${KERNELS_VERSION} on ${name} (${[kind, ...features].join(' ')})`;
}

/** The choice that was measured on an earlier visit, or else is measured now and remembered. */
export async function tunedChoice(
  context: GpuContext,
  createBackend: (choice: ProductChoice) => Backend,
  memory: MeasurementMemory | null,
): Promise<ProductChoice> {
  const key = choiceKey(context.adapter);
  const remembered = await memory?.read(key).catch(() => undefined);
  if (isChoice(remembered) && offered(context).includes(remembered.kind)) return remembered;
  const choice = await measureProducts(context, createBackend);
  await memory?.write(key, choice).catch(() => undefined);
  return choice;
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
  return Number.isFinite(share) && share < 1 ? { kind: fastest.kind, share } : BY_THREAD;
}
