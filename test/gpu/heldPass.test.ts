/** Combinations and dot products that become one pass give what they give one by one. */
import { expect, test } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import type { Backend, Matrix, Scalar } from '../../src/optimiser/backend.ts';
import { expectWithin, normal, type Operands, runOnBoth, U } from './engines.ts';
import { openGpus } from './gpus.ts';

const gpuFor = openGpus();

const SHAPES = [
  [1, 1, 0],
  [65, 63, 3],
  [127, 64, 0],
  [197, 12, 4],
] as const;

type Body = (
  backend: Backend,
  m: (name: string) => Matrix,
  s: (index: number) => Scalar,
) => readonly Scalar[];

const BODIES: Readonly<Record<string, Body>> = {
  'a difference, its norm and other dots': (b, m) => {
    b.combine(m('p'), [
      [null, m('q')],
      [b.constant(-1), m('r')],
    ]);
    return [b.dot(m('p'), m('p')), b.dot(m('p'), m('q')), b.dot(m('r'), m('r'))];
  },
  'in place, and with the new value': (b, m, s) => {
    const before = b.dot(m('p'), m('p'));
    b.combine(m('p'), [
      [s(0), m('p')],
      [s(1), m('q')],
    ]);
    return [before, b.dot(m('p'), m('p')), b.dot(m('q'), m('p'))];
  },
  'three terms, one of them out': (b, m, s) => {
    b.combine(m('q'), [
      [s(0), m('p')],
      [s(1), m('q')],
      [null, m('r')],
    ]);
    return [b.dot(m('q'), m('p')), b.dot(m('r'), m('q')), b.dot(m('t'), m('t'))];
  },
  'two terms, and a matrix that is none in some of five sums': (b, m, s) => {
    b.combine(m('p'), [
      [s(0), m('q')],
      [s(1), m('r')],
    ]);
    const pairs = ['pt', 'qt', 'pp', 'rt', 'tt'] as const;
    return pairs.map(([x = '', y = '']) => b.dot(m(x), m(y)));
  },
  'dots of four matrices': (b, m) => [
    b.dot(m('p'), m('q')),
    b.dot(m('r'), m('t')),
    b.dot(m('q'), m('t')),
    b.dot(m('t'), m('t')),
  ],
  'more sums than one pass takes': (b, m) =>
    ['p', 'q', 'r', 'p', 'q', 'r', 'p', 'q'].map((name) => b.dot(m(name), m('t'))),
  'one combination after the other': (b, m, s) => {
    b.combine(m('p'), [[s(0), m('q')]]);
    b.combine(m('r'), [
      [null, m('p')],
      [s(1), m('t')],
    ]);
    const sum = b.dot(m('r'), m('p'));
    b.combine(m('p'), [[null, m('t')]]);
    return [sum, b.dot(m('p'), m('r'))];
  },
  'a coefficient that is assigned afterwards': (b, m, s) => {
    const coefficient = b.scalar('coefficient', 0);
    b.assign(coefficient, s(0));
    b.combine(m('p'), [[coefficient, m('q')]]);
    b.assign(coefficient, s(1));
    const sum = b.dot(m('p'), m('p'));
    b.combine(m('r'), [[coefficient, m('q')]]);
    return [sum, b.dot(m('r'), m('q')), coefficient];
  },
  'a sum as a coefficient': (b, m) => {
    const share = b.divide(b.constant(1), b.dot(m('q'), m('q')));
    b.combine(m('p'), [[share, m('q')]]);
    return [b.dot(m('p'), m('q'))];
  },
  'what a branch writes, read before and after it': (b, m, s) => {
    const before = b.dot(m('p'), m('p'));
    b.when(b.greater(s(0), s(1)), () => {
      b.combine(m('p'), [[null, m('q')]]);
    });
    b.when(b.greater(s(1), s(0)), () => {
      b.combine(m('p'), [[null, m('r')]]);
    });
    return [before, b.dot(m('p'), m('p'))];
  },
  'a product between a combination and its norm': (b, m) => {
    b.combine(m('square'), [[null, m('square')]]);
    b.product(m('p'), m('q'), m('square'));
    return [b.dot(m('p'), m('p')), b.squaredDistance(m('p'), m('q')), b.dot(m('q'), m('q'))];
  },
};

function operandsOf(rows: number, columns: number, beyond: number): Operands {
  const random = Random.fromSeed(100 * rows + columns);
  const make = () => normal(random, rows, columns, 1, beyond);
  const square = normal(random, columns, columns);
  return { p: make(), q: make(), r: make(), t: make(), square };
}

for (const rowsPerPart of [null, 64])
  for (const [rows, columns, beyond] of SHAPES)
    test.each(Object.entries(BODIES))(
      `%s, ${rows}×${columns} in ${beyond} more, parts of ${rowsPerPart}`,
      async (_, body) => {
        const operands = operandsOf(rows, columns, beyond);
        let count = 0;
        const { actual, expected } = await runOnBoth(
          gpuFor(rowsPerPart),
          operands,
          [1.5, -0.7],
          (backend, m, s) => {
            const sums = body(backend, m, s);
            count = sums.length;
            return sums;
          },
        );
        const scale = rows * columns;
        const sums = (outcome: typeof actual) =>
          Array.from({ length: count }, (_unused, i) => outcome.scalar(i));
        expect(sums(expected).every(Number.isFinite)).toBe(true);
        expectWithin(sums(actual), sums(expected), () => 200 * U * scale * (columns + 8));
        for (const name of ['p', 'q', 'r', 't'])
          expectWithin(
            actual.matrix(name),
            expected.matrix(name),
            () => 40 * U * (columns + 8) ** 0.5 * 4,
          );
      },
    );

test('one pass takes a combination and its sums: two dispatches in all', async () => {
  const { backend, context } = gpuFor(null);
  if (!context.device.features.has('timestamp-query')) return;
  const [p, q] = [backend.matrix(8, 8, 'p'), backend.matrix(8, 8, 'q')];
  const program = await backend.record('held', [], () => {
    backend.combine(p, [
      [null, p],
      [null, q],
    ]);
    return [backend.dot(p, p), backend.dot(p, q), backend.dot(q, q)];
  });
  const { times } = await backend.profile(() => backend.submit(program, [[]]));
  expect(times?.map(({ kernel }) => kernel)).toEqual([
    'begin_iteration',
    'combine',
    'control',
    'record_history',
  ]);
});
