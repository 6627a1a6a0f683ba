/** Programs of sums, scalar arithmetic and branches in any order give exactly what the CPU engine makes of them. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { Backend, Matrix, Scalar } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { always, TESTED_KINDS } from './gpus.ts';

const PROGRAMS = 60;
const RUNS = 4;

/** Of two shapes; all numbers stay small integers, on which float32 is exact. */
const SHAPES = [
  [3, 5],
  [3, 5],
  [600, 2],
  [600, 2],
] as const;
const SCALARS = 4;

const MEASURES = { dot: 'dot', distance: 'squaredDistance', change: 'absoluteSumChange' } as const;

type Operation =
  | {
      readonly kind: keyof typeof MEASURES;
      readonly x: number;
      readonly y: number;
      readonly to: number;
    }
  | { readonly kind: 'move'; readonly x: number; readonly by: number }
  | { readonly kind: 'arithmetic'; readonly x: number; readonly y: number; readonly to: number }
  | { readonly kind: 'product'; readonly x: number }
  | { readonly kind: 'when'; readonly flag: number; readonly body: readonly Operation[] };

const matrix = fc.nat({ max: SHAPES.length - 1 });
const scalar = fc.nat({ max: SCALARS - 1 });
const { body: operations } = fc.letrec<{ operation: Operation; body: Operation[] }>((tie) => ({
  operation: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.record({
      kind: fc.constantFrom(...(Object.keys(MEASURES) as (keyof typeof MEASURES)[])),
      x: matrix,
      y: matrix,
      to: scalar,
    }),
    fc.record({ kind: fc.constant('move' as const), x: matrix, by: scalar }),
    fc.record({ kind: fc.constant('arithmetic' as const), x: scalar, y: scalar, to: scalar }),
    fc.record({ kind: fc.constant('product' as const), x: matrix }),
    fc.record({ kind: fc.constant('when' as const), flag: scalar, body: tie('body') }),
    fc.record({ kind: fc.constant('when' as const), flag: scalar, body: tie('body') }),
  ),
  body: fc.array(tie('operation'), { minLength: 1, maxLength: 9, depthIdentifier: 'body' }),
}));

/** Keeps numbers from growing. */
function small(b: Backend, x: Scalar): Scalar {
  const two = b.constant(2);
  return b.maximum(b.minimum(x, two), b.constant(-2));
}

/** Records operations on matrices, which moves set to multiples of `origins`, and on scalars; products go to `wide`. */
function recorderOf(
  b: Backend,
  matrices: readonly Matrix[],
  origins: readonly Matrix[],
  scalars: readonly Scalar[],
  wide: Matrix,
): (body: readonly Operation[]) => void {
  const at = <Of>(list: readonly Of[], index: number): Of => list[index] as Of;
  /** The other matrix of the same shape, or the same: what an operation on `x` can take with it. */
  const partner = (x: number, y: number): Matrix =>
    at(matrices, SHAPES[x]?.[0] === SHAPES[y]?.[0] ? y : x);
  const run = (body: readonly Operation[]): void => {
    for (const operation of body)
      switch (operation.kind) {
        case 'dot':
        case 'distance':
        case 'change': {
          const { kind, x, y, to } = operation;
          const measure = b[MEASURES[kind]].bind(b);
          b.assign(at(scalars, to), small(b, measure(at(matrices, x), partner(x, y))));
          break;
        }
        case 'move': {
          const { x, by } = operation;
          b.combine(at(matrices, x), [[at(scalars, by), at(origins, x)]]);
          break;
        }
        case 'arithmetic': {
          const { x, y, to } = operation;
          b.assign(at(scalars, to), small(b, b.subtract(at(scalars, x), at(scalars, y))));
          break;
        }
        case 'product': {
          // Over many rows and of one column: taken in slices, which fill the scratch memory.
          const column = b.view(at(matrices, operation.x), 1);
          b.product(wide, column, column, { transposeA: true });
          b.assign(at(scalars, 0), small(b, b.dot(wide, wide)));
          break;
        }
        case 'when':
          b.when(at(scalars, operation.flag), () => run(operation.body));
      }
  };
  return run;
}

async function results(b: Backend, body: readonly Operation[]): Promise<number[][]> {
  const create = (name: string): Matrix[] =>
    SHAPES.map(([rows, columns], index) => {
      const m = b.matrix(rows, columns, `${name}${index}`);
      const value = (_: unknown, i: number): number => ((i * (index + 3)) % 5) - 2;
      b.write(m, Float32Array.from({ length: rows * columns }, value));
      return m;
    });
  const [matrices, origins] = [create('m'), create('origin')];
  const scalars = Array.from({ length: SCALARS }, (_, i) => b.scalar(`s${i}`, i - 1));
  const wide = b.matrix(1, 1, 'wide product');
  const run = recorderOf(b, matrices, origins, scalars, wide);
  const program = await b.record('random', [scalars[0] as Scalar], () => {
    run(body);
    return [...scalars, ...matrices.map((m) => b.dot(m, m))];
  });
  const parameters = Array.from({ length: RUNS }, (_, i) => [(i % 3) - 1]);
  const rows = await b.submit(program, parameters);
  b.releaseProgram(program);
  b.release([...matrices, ...origins, ...scalars, wide]);
  return rows.map((row) => [...row]);
}

const KINDS = TESTED_KINDS.filter((kind) => kind === 'slim-quads' || kind === 'threads');

describe.each(KINDS)('on a device that multiplies by %s', (kind) => {
  let context: GpuContext;
  let gpu: Backend;
  beforeAll(async () => {
    context = await openTestDevice();
    gpu = createGpuBackend(context, { products: always(kind) });
  });

  test(`${PROGRAMS} random programs, ${RUNS} runs of each`, async () => {
    const cpu = new CpuBackend();
    await fc.assert(
      fc.asyncProperty(operations, async (body) => {
        expect(await results(gpu, body)).toEqual(await results(cpu, body));
      }),
      { numRuns: PROGRAMS },
    );
  });
});
