import { Random } from '../../src/maths/random.ts';
import type { Backend, Matrix, Program } from '../../src/optimiser/backend.ts';
import {
  type ExecutedProducts,
  type LoggedProduct,
  logProducts,
  productFlops,
} from '../productLog.ts';
import type { IterationProductsResult } from '../results.ts';
import { median, timingOf } from '../statistics.ts';
import { createAlternatingRun, type RunSize } from './alternatingRun.ts';
import type { Digits } from './digits.ts';
import { type Rounds, timeRun } from './takeTurns.ts';

type Shape = LoggedProduct['out'];

/** Matrices by shape, shared by all programs: what is read never is what is written, or values would run away. */
class Operands {
  readonly #backend: Backend;
  readonly #matrices = new Map<string, Matrix>();
  readonly #random = Random.fromSeed(11);

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get(role: 'A' | 'B' | 'C', [rows, columns]: Shape): Matrix {
    const key = `${role} ${rows}×${columns}`;
    const known = this.#matrices.get(key);
    if (known) return known;
    const matrix = this.#backend.matrix(rows, columns, `replayed ${key}`);
    if (role !== 'C') {
      const values = Float32Array.from({ length: rows * columns }, () => this.#random.normal());
      this.#backend.write(matrix, values);
    }
    this.#matrices.set(key, matrix);
    return matrix;
  }

  release(): void {
    this.#backend.release([...this.#matrices.values()]);
  }
}

/** Programs of nothing but products, one for each list of them. */
class Replays {
  readonly #backend: Backend;
  readonly #operands: Operands;
  readonly #programs = new Map<string, Program>();

  constructor(backend: Backend) {
    this.#backend = backend;
    this.#operands = new Operands(backend);
  }

  /** The program of these products; a new one has run once before it is handed out. */
  async program(products: readonly LoggedProduct[]): Promise<Program> {
    const key = JSON.stringify(products);
    const known = this.#programs.get(key);
    if (known) return known;
    const operands = this.#operands;
    const handles = products.map(({ out, a, b, gram, transposeA, transposeB }) => {
      const left = operands.get('A', a);
      const right = gram ? left : operands.get('B', b);
      return { out: operands.get('C', out), left, right, options: { transposeA, transposeB } };
    });
    const program = await this.#backend.record('products alone', [], () => {
      for (const { out, left, right, options } of handles)
        this.#backend.product(out, left, right, options);
      return [];
    });
    this.#programs.set(key, program);
    await this.run(program);
    return program;
  }

  async run(program: Program): Promise<void> {
    await this.#backend.submit(program, [[]]);
  }

  dispose(): void {
    for (const program of this.#programs.values()) this.#backend.releaseProgram(program);
    this.#operands.release();
  }
}

function totalFlops(products: readonly LoggedProduct[]): number {
  return products.reduce((sum, product) => sum + productFlops(product), 0);
}

/**
 * Times iterations and, after each, a program of just the products that this iteration ran. A twin of the run, taking
 * the same iterations, tells which they were: how often a step was tried again is decided on the device.
 */
export async function measureIterationProducts(
  backend: Backend,
  digits: Digits,
  size: RunSize,
  { before, warmUps, repeats }: Rounds & { readonly before: number },
  log: (line: string) => void,
): Promise<IterationProductsResult> {
  const logging = logProducts(backend);
  const run = await createAlternatingRun(backend, digits, size, before + warmUps);
  const twin = await createAlternatingRun(logging.backend, digits, size, before + warmUps);
  const replays = new Replays(backend);
  const [whole, alone, flops]: [number[], number[], number[]] = [[], [], []];
  const lists: ExecutedProducts[] = [];
  // Not what the iterations before took.
  await logging.executed();
  for (let repeat = 0; repeat < repeats; repeat++) {
    await twin.run();
    const executed = await logging.executed();
    const program = await replays.program(executed.products);
    whole.push(await timeRun(run));
    alone.push(await timeRun({ run: () => replays.run(program) }));
    if (run.objective() !== twin.objective())
      throw new Error(`the run and its twin part: F is ${run.objective()} and ${twin.objective()}`);
    lists.push(executed);
    flops.push(totalFlops(executed.products));
  }
  const evidence = run.evidence(repeats);
  for (const owner of [run, twin, replays]) owner.dispose();
  const ratio = timingOf(whole.map((time, index) => time / (alone[index] as number)));
  log(`iteration over its products: ${ratio.median.toFixed(2)}`);
  return {
    ...size,
    iteration: timingOf(whole),
    products: timingOf(alone),
    ratio,
    counts: {
      always: median(lists.map(({ always }) => always)),
      inBranches: median(lists.map(({ inBranches }) => inBranches)),
      taken: median(lists.map(({ always, products }) => products.length - always)),
    },
    share: median(flops) / evidence.flops,
    evidence,
  };
}
