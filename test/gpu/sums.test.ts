import { describe, expect, test } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import { ACTIVATIONS } from '../../src/model/activation.ts';
import type { Backend, Matrix, Scalar } from '../../src/optimiser/backend.ts';
import { activationValue } from '../support/activationValue.ts';
import { expectWithin, filled, normal, type Operand, oneHot, runOnBoth, U } from './engines.ts';
import { openGpus } from './gpus.ts';

const gpuFor = openGpus();

const SIZES = [
  [1, 1, 0],
  [3, 5, 2],
  [5, 3, 1],
  [63, 65, 6],
  [127, 10, 1],
  [1009, 10, 0],
  [300, 211, 3],
] as const;

/** As {@link SIZES}, and the most rows of a part: ends of parts at multiples of 64 and elsewhere, last parts of one row. */
const SIZES_IN_PARTS = [
  [65, 5, 1, 64],
  [127, 10, 0, 64],
  [128, 3, 2, 64],
  [193, 7, 1, 64],
  [200, 33, 3, 96],
] as const;

function sumOf(operands: readonly Operand[], term: (...values: number[]) => number): number {
  const first = operands[0]?.values ?? new Float32Array();
  return first.reduce(
    (sum, _, i) => sum + Math.abs(term(...operands.map(({ values }) => values[i] ?? 0))),
    0,
  );
}

const CASES = [...SIZES.map((size) => [...size, null] as const), ...SIZES_IN_PARTS];

describe.each(CASES)(
  '%i×%i within %i more columns, parts of %s',
  (rows, columns, beyond, rowsPerPart) => {
    const random = Random.fromSeed(7_000 * rows + columns);
    const x = normal(random, rows, columns, 1, beyond);
    const y = normal(random, rows, columns, 1, beyond);

    test.each([
      [
        'dot',
        (b: Backend, p: Matrix, q: Matrix): Scalar => b.dot(p, q),
        (p: number, q: number): number => p * q,
      ],
      [
        'squaredDistance',
        (b: Backend, p: Matrix, q: Matrix): Scalar => b.squaredDistance(p, q),
        (p: number, q: number): number => (p - q) ** 2,
      ],
      [
        'absoluteSum',
        (b: Backend, p: Matrix): Scalar => b.absoluteSum(p),
        (p: number): number => p,
      ],
      [
        'absoluteSumChange',
        (b: Backend, p: Matrix, q: Matrix): Scalar => b.absoluteSumChange(p, q),
        (_p: number, q: number): number => q,
      ],
    ] as const)('%s', async (_name, operation, term) => {
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        { x, y },
        [],
        (engine, m) => [operation(engine, m('x'), m('y'))],
      );
      // Three roundings of the term, and at most 77 in the blocks (16 + 1, lanes, second stage).
      const size = sumOf([x, y], term);
      expectWithin([actual.scalar(0)], [expected.scalar(0)], () => 82 * U * size);
    });

    test('activationGap, its largest exactly and not of what lies beyond the view', async () => {
      const last = x.values.length - 1;
      const zero = filled(rows, columns, () => 0, beyond);
      for (const special of [x.values[last] ?? 0, -1e30, Number.NEGATIVE_INFINITY, Number.NaN]) {
        const values = x.values.with(last, special);
        const { actual, expected } = await runOnBoth(
          gpuFor(rowsPerPart),
          { x: { ...x, values }, zero },
          [],
          (engine, m) => {
            const { squared, largest } = engine.activationGap(m('x'), m('zero'), 'relu');
            return [squared, largest];
          },
        );
        const wanted = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect([actual.scalar(1), expected.scalar(1)]).toEqual([wanted, wanted]);
        if (special !== x.values[last]) continue;
        const size = sumOf([x], (p) => p * p);
        expectWithin([actual.scalar(0)], [expected.scalar(0)], () => 82 * U * size);
      }
    });

    test.each(ACTIVATIONS)('activationGap of z by %s', async (h) => {
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        { x, y },
        [],
        (engine, m) => {
          const { squared, largest } = engine.activationGap(m('x'), m('y'), h);
          return [squared, largest];
        },
      );
      // h errs by 8u of its value and the difference by u, so the square by 18u of the gap times both.
      const gap = (a: number, z: number): number => Math.abs(a - activationValue(h, z));
      const both = (a: number, z: number): number => Math.abs(a) + Math.abs(activationValue(h, z));
      const size = sumOf([x, y], (a, z) => gap(a, z) ** 2);
      const rounding = sumOf([x, y], (a, z) => 18 * gap(a, z) * both(a, z));
      expectWithin([actual.scalar(0)], [expected.scalar(0)], () => U * (82 * size + rounding));
      const most = Math.max(...x.values.map((a, i) => both(a, y.values[i])));
      expectWithin([actual.scalar(1)], [expected.scalar(1)], () => 9 * U * most);
    });

    test('crossEntropy and countCorrect', async () => {
      const z = normal(random, rows, columns, 5, beyond);
      z.values[0] = 300;
      const targets = oneHot(rows, columns, beyond);
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        { z, targets },
        [],
        (engine, m) => [
          engine.crossEntropy(m('z'), m('targets')),
          engine.countCorrect(m('z'), m('targets')),
        ],
      );
      // A row sums `columns` exponentials of 8u each; its gap rounds once a column.
      const bound = (82 + 9 + columns) * U * expected.scalar(0);
      expectWithin([actual.scalar(0)], [expected.scalar(0)], () => bound);
      expect(actual.scalar(1)).toBe(expected.scalar(1));
    });
  },
);

test('a confident sample keeps its small loss', async () => {
  const z = filled(1, 10, (i) => (i === 0 ? 20 : 0));
  const { actual, expected } = await runOnBoth(
    gpuFor(null),
    { z, targets: oneHot(1, 10) },
    [],
    (engine, m) => [engine.crossEntropy(m('z'), m('targets'))],
  );
  expect(expected.scalar(0)).toBeLessThan(1e-7);
  expect(Math.abs(actual.scalar(0) / expected.scalar(0) - 1)).toBeLessThan(30 * U);
});

test('countCorrect compares the places of the largest, whatever the targets are', async () => {
  const random = Random.fromSeed(3);
  const [z, targets] = [normal(random, 300, 4, 1, 1), normal(random, 300, 4, 1, 2)];
  const { actual, expected } = await runOnBoth(gpuFor(null), { z, targets }, [], (engine, m) => [
    engine.countCorrect(m('z'), m('targets')),
  ]);
  expect(expected.scalar(0)).toBeGreaterThan(30);
  expect(actual.scalar(0)).toBe(expected.scalar(0));
});

test('crossEntropy of classes far apart is the distance of the target from the largest, wherever both are', async () => {
  const classes = 5;
  // A row for each pair of places. All scores lie far below what pads a row.
  const place = (i: number) => ({
    column: i % classes,
    largest: Math.floor(i / classes) % classes,
    target: Math.floor(i / classes ** 2),
  });
  const z = filled(classes ** 2, classes, (i) => {
    const { column, largest } = place(i);
    return column === largest ? -200 : -600 - 100 * column;
  });
  const targets = filled(classes ** 2, classes, (i) => Number(place(i).column === place(i).target));
  const { actual, expected } = await runOnBoth(gpuFor(null), { z, targets }, [], (engine, m) => [
    engine.crossEntropy(m('z'), m('targets')),
  ]);
  // Each of the five targets is the largest once; else it lies 400 and more below.
  const distances = (classes - 1) * (5 * 400 + 100 * (0 + 1 + 2 + 3 + 4));
  expect([actual.scalar(0), expected.scalar(0)]).toEqual([distances, distances]);
});

test('countCorrect takes the first of equals and counts a row with NaN as wrong', async () => {
  const [no, low] = [Number.NaN, Number.NEGATIVE_INFINITY];
  const samples: readonly (readonly [z: number[], target: number[], correct: number])[] = [
    [[1, 1, 1], [1, 0, 0], 1],
    [[1, 1, 1], [0, 1, 0], 0],
    [[5, 1, 1], [1, 1, 0], 1],
    [[1, 5, 1], [1, 1, 0], 0],
    [[no, 5, 0], [0, 1, 0], 0],
    [[no, 5, 0], [1, 0, 0], 0],
    [[9, 1, no], [1, 0, 0], 0],
    [[low, 1, 0], [0, 1, 0], 1],
  ];
  for (const [scores, labels, correct] of samples) {
    const z = filled(1, 3, (i) => scores[i] ?? 0);
    const targets = filled(1, 3, (i) => labels[i] ?? 0);
    const { actual, expected } = await runOnBoth(gpuFor(null), { z, targets }, [], (engine, m) => [
      engine.countCorrect(m('z'), m('targets')),
    ]);
    const counts = [actual.scalar(0), expected.scalar(0)];
    expect(counts, `${scores} for ${labels}`).toEqual([correct, correct]);
  }
});

// Whole and in four parts.
describe.each([null, 512])('four million terms in parts of %s', (rowsPerPart) => {
  const [rows, columns] = [2048, 2048];
  const bound = U * Math.log2(rows * columns);

  test.each([
    ['equal terms, whose roundings all point one way', (_i: number): number => 0.1],
    [
      'terms that cancel to a millionth',
      (i: number): number => (i % 2 === 0 ? 1 : -1) * (1 + ((i >> 1) % 1000) * 1e-4) + 1e-6,
    ],
    ['terms of very different sizes', (i: number): number => Math.sin(i) * 10 ** (i % 7)],
  ])('dot errs by less than u·log₂ n of the sum of moduli: %s', async (_name, value) => {
    const x = filled(rows, columns, value);
    const y = filled(rows, columns, () => 1);
    const { actual, expected } = await runOnBoth(gpuFor(rowsPerPart), { x, y }, [], (engine, m) => [
      engine.dot(m('x'), m('y')),
      engine.absoluteSum(m('x')),
    ]);
    const size = sumOf([x], (p) => p);
    expect(Math.abs(actual.scalar(0) - expected.scalar(0)) / size).toBeLessThan(bound);
    expect(Math.abs(actual.scalar(1) - size) / size).toBeLessThan(bound);
  });

  test('activationGap finds the largest among them', async () => {
    for (const place of [0, 3_000_001, rows * columns - 1]) {
      const x = filled(rows, columns, (i) => (i === place ? -2 : 1));
      const zero = filled(rows, columns, () => 0);
      const { actual } = await runOnBoth(gpuFor(rowsPerPart), { x, zero }, [], (engine, m) => [
        engine.activationGap(m('x'), m('zero'), 'relu').largest,
      ]);
      expect(actual.scalar(0)).toBe(2);
    }
  });

  test('absoluteSumChange sees steps far below the roundoff of x', async () => {
    const x = filled(rows, columns, (i) => (i % 2 === 0 ? 1 : -1) * (1 + (i % 13)));
    const d = filled(rows, columns, (i) => (i % 4 < 2 ? 1e-9 : 0.999e-9));
    const { actual, expected } = await runOnBoth(gpuFor(rowsPerPart), { x, d }, [], (engine, m) => [
      engine.absoluteSumChange(m('x'), m('d')),
    ]);
    expect(Math.abs(actual.scalar(0) - expected.scalar(0)) / sumOf([d], (p) => p)).toBeLessThan(
      bound,
    );
  });
});

test('absoluteSumChange where the sign changes, at zero and onto zero', async () => {
  const x = filled(1, 8, (i) => [1, -1, 0, 0, 2, -2, 1e-8, 3][i] ?? 0);
  const d = filled(1, 8, (i) => [-3, 3, 5, -5, -2, 2, -1, 1e-9][i] ?? 0);
  const { actual, expected } = await runOnBoth(gpuFor(null), { x, d }, [], (engine, m) => [
    engine.absoluteSumChange(m('x'), m('d')),
  ]);
  expectWithin([actual.scalar(0)], [expected.scalar(0)], () => 8 * U * sumOf([d], (p) => p));
});
