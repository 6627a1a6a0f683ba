/** Backpropagation and adaptive steps against the CpuBackend. */
import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { Random } from '../../src/maths/random.ts';
import { ACTIVATIONS } from '../../src/model/activation.ts';
import type { Backend, Matrix, Scalar } from '../../src/optimiser/backend.ts';
import { activationValue } from '../support/activationValue.ts';
import {
  expectWithin,
  filled,
  normal,
  type Operand,
  oneHot,
  poisoned,
  runOnBoth,
  U,
} from './engines.ts';
import { openGpus } from './gpus.ts';

const gpuFor = openGpus();

/** Relative error of the shaders' own exp with what surrounds it: test/gpu/elementary.test.ts shows it. */
const ELEMENTARY = 8 * U;
/** Relative errors that WGSL allows: 2.5 ulp for a quotient, a quotient and 2 ulp of 1/√x for a root. */
const QUOTIENT = 5 * U;
const ROOT = 9 * U;

/** rows, columns, columns beyond the view. */
const SIZES = [
  [1, 1, 0],
  [3, 5, 1],
  [5, 3, 6],
  [64, 64, 0],
  [63, 65, 3],
  [127, 10, 1],
  [211, 101, 2],
] as const;

/** As {@link SIZES}, and the most rows of a part: ends of parts at multiples of 64 and elsewhere, last parts of one row. */
const SIZES_IN_PARTS = [
  [65, 5, 1, 64],
  [127, 10, 0, 64],
  [128, 3, 2, 64],
  [193, 7, 1, 64],
  [200, 33, 3, 96],
] as const;

function value(operand: Operand, index: number): number {
  return operand.values[index] ?? Number.NaN;
}

const CASES = [...SIZES.map((size) => [...size, null] as const), ...SIZES_IN_PARTS];

describe.each(CASES)(
  '%i×%i within %i more columns, parts of %s',
  (rows, columns, beyond, rowsPerPart) => {
    const random = Random.fromSeed(100_000 * rows + 100 * columns + beyond);
    const make = (scale = 1): Operand => normal(random, rows, columns, scale, beyond);
    // Beyond some views of what is read are NaN where what is written has padding: a thread too many shows there.
    const beyondOut = beyond === 3 ? 0 : beyond;
    const out = (): Operand => poisoned(rows, columns, beyondOut);
    const inPlace = (): Operand => normal(random, rows, columns, 1, beyondOut);
    /** What has grown over earlier steps: positive. */
    const squares = (): Operand => ({
      ...inPlace(),
      values: make().values.map((x) => x * x),
    });

    test('crossEntropyGradient', async () => {
      const z = make(4);
      const y = oneHot(rows, columns, beyond);
      // The last of several samples has no label.
      if (rows > 1) y.values.fill(0, (rows - 1) * columns);
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        { z, y, out: out() },
        [],
        (engine, m) => {
          engine.crossEntropyGradient(m('out'), m('z'), m('y'));
          return [];
        },
      );
      const wanted = expected.matrix('out');
      // z_j − max rounds once, which exp amplifies by its size; both sums have `columns` terms of one sign.
      const range = z.values.reduce((most, x) => Math.max(most, 2 * Math.abs(x)), 0);
      const relative = 2 * (ELEMENTARY + (range + columns) * U) + QUOTIENT + 2 * U;
      expectWithin(actual.matrix('out'), wanted, (i) => relative * Math.abs(wanted[i] ?? 0));
      expect(wanted.every((x, i) => x === 0 || (value(y, i) === 1) === x < 0)).toBe(true);
    });

    test.each(ACTIVATIONS)('backpropagateActivation %s', async (h) => {
      const z = make(4);
      // The kink, and where float32 has no normal number left for the slope of a bounded h.
      z.values.set([0, -0, 100, -100].slice(0, z.values.length));
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        { g: inPlace(), z },
        [],
        (engine, m) => {
          engine.backpropagateActivation(m('g'), m('z'), h);
          return [];
        },
      );
      const wanted = expected.matrix('g');
      // e twice in (1 + e)² and once above it, four roundings around them.
      const relative = ELEMENTARY + QUOTIENT + 4 * U;
      expectWithin(actual.matrix('g'), wanted, (i) => relative * Math.abs(wanted[i] ?? 0) + 1e-37);
    });

    test.each([false, true])('adaptiveStep with a peak: %s', async (withPeak) => {
      const operands = { w: inPlace(), s: squares(), peak: squares(), g: make(), m: make(0.3) };
      const coefficients = [0.9, 0.1, 0.05, 1.7, 1e-3];
      const [, , size = 0, correction = 0, epsilon = 0] = coefficients.map(Math.fround);
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        coefficients,
        (engine, m, s) => {
          engine.adaptiveStep(
            { w: m('w'), s: m('s'), peak: withPeak ? m('peak') : null },
            m('g'),
            m('m'),
            { decay: s(0), gain: s(1), size: s(2), correction: s(3), epsilon: s(4) },
          );
          return [];
        },
      );
      // Products of two and of three factors and their sum, all positive.
      const [s, peak] = [expected.matrix('s'), expected.matrix('peak')];
      expectWithin(actual.matrix('s'), s, (i) => 4 * U * (s[i] ?? 0));
      expectWithin(actual.matrix('peak'), peak, (i) => (withPeak ? 4 * U * (peak[i] ?? 0) : 0));
      // The root halves the error of s; then correction, ε, the numerator and the difference round once each.
      const relative = 2 * U + ROOT + QUOTIENT + 4 * U;
      expectWithin(actual.matrix('w'), expected.matrix('w'), (i) => {
        const divisor = Math.sqrt((withPeak ? peak : s)[i] ?? 0) * correction + epsilon;
        const step = (size * Math.abs(value(operands.m, i))) / divisor;
        return relative * step + U * (Math.abs(value(operands.w, i)) + step);
      });
    });

    test('adaptiveStep with g as m, and views of their own strides', async () => {
      const operands = {
        w: make(),
        s: normal(random, rows, columns, 0, beyond + 5),
        g: normal(random, rows, columns, 1, beyond + 9),
      };
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [1, 0.5, 1e-3],
        (engine, m, s) => {
          const coefficients = {
            decay: s(0),
            gain: s(0),
            size: s(1),
            correction: s(0),
            epsilon: s(2),
          };
          engine.adaptiveStep({ w: m('w'), s: m('s'), peak: null }, m('g'), m('g'), coefficients);
          return [];
        },
      );
      // The first step of AdaGrad: s = g², so that no step is longer than its rate.
      expectWithin(
        actual.matrix('w'),
        expected.matrix('w'),
        (i) => (2 * U + ROOT + QUOTIENT + 4 * U) * 0.5 + U * (Math.abs(value(operands.w, i)) + 0.5),
      );
    });

    test('adadeltaStep', async () => {
      const operands = { w: inPlace(), s: squares(), u: squares(), g: make() };
      const [rho, rate, epsilon] = [0.9, 0.5, 1e-3];
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [rho, rate, epsilon],
        (engine, m, s) => {
          const coefficients = { rho: s(0), rate: s(1), epsilon: s(2) };
          engine.adadeltaStep({ w: m('w'), s: m('s'), u: m('u') }, m('g'), coefficients);
          return [];
        },
      );
      const [s, u] = [expected.matrix('s'), expected.matrix('u')];
      // 1 − ρ is exact for ρ ≥ ½.
      expectWithin(actual.matrix('s'), s, (i) => 4 * U * (s[i] ?? 0));
      // Under the roots stand u + ε and s + ε with half their errors of 1 and 5 roundings.
      const change = 3 * U + 2 * ROOT + U + QUOTIENT;
      expectWithin(actual.matrix('u'), u, (i) => (2 * change + 4 * U) * (u[i] ?? 0));
      expectWithin(actual.matrix('w'), expected.matrix('w'), (i) => {
        const root = Math.sqrt((value(operands.u, i) + epsilon) / ((s[i] ?? 0) + epsilon));
        const step = rate * Math.abs(value(operands.g, i)) * root;
        return (change + U) * step + U * (Math.abs(value(operands.w, i)) + step);
      });
    });

    test.each(['relu', 'leaky-relu'] as const)('minimiseActivationPenalty %s', async (h) => {
      const operands = { p: make(2), a: make(2), z: out() };
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [],
        (engine, m) => {
          engine.minimiseActivationPenalty(m('z'), m('p'), m('a'), h);
          return [];
        },
      );
      const [got, wanted] = [actual.matrix('z'), expected.matrix('z')];
      const size = (i: number): number =>
        Math.abs(value(operands.p, i)) + Math.abs(value(operands.a, i));
      const objective = (z: number, i: number): number =>
        (z - value(operands.p, i)) ** 2 + (value(operands.a, i) - activationValue(h, z)) ** 2;
      // Each gap errs by 4u of its terms at most, so each square by 8u and their sum by 10u of size².
      const values = (z: Float64Array): number[] => [...z].map((x, i) => objective(x, i));
      expectWithin(values(got), values(wanted), (i) => 2 * 10 * U * size(i) ** 2);
      // Where rounding decides between the sides, only the value above is determined.
      expectWithin(got, wanted, (i) =>
        Math.sign(got[i] ?? 0) === Math.sign(wanted[i] ?? 0)
          ? (QUOTIENT + 5 * U) * size(i)
          : Number.POSITIVE_INFINITY,
      );
    });
  },
);

test('the true class of a certain sample keeps its tiny gradient', async () => {
  const z = filled(1, 10, (i) => (i === 0 ? 20 : 0));
  const operands = { z, y: oneHot(1, 10), out: poisoned(1, 10) };
  const { actual, expected } = await runOnBoth(gpuFor(null), operands, [], (engine, m) => {
    engine.crossEntropyGradient(m('out'), m('z'), m('y'));
    return [];
  });
  const [got = 0] = actual.matrix('out');
  const [wanted = 0] = expected.matrix('out');
  expect(wanted).toBeGreaterThan(-2e-8);
  expect(Math.abs(got / wanted - 1)).toBeLessThan(40 * U);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  '%f among the scores makes the gradient of its sample NaN, and of no other',
  async (score) => {
    const z = filled(3, 4, (i) => (i === 6 ? score : i));
    const operands = { z, y: oneHot(3, 4), out: poisoned(3, 4) };
    const { actual, expected } = await runOnBoth(gpuFor(null), operands, [], (engine, m) => {
      engine.crossEntropyGradient(m('out'), m('z'), m('y'));
      return [];
    });
    for (const outcome of [actual, expected])
      expect([...outcome.matrix('out')].map(Number.isNaN)).toEqual(
        Array.from({ length: 12 }, (_, i) => i >= 4 && i < 8),
      );
  },
);

/** What each operation writes, and its recording over matrices of one shape. */
const IN_PLACE: readonly (readonly [
  name: string,
  outputs: readonly string[],
  record: (engine: Backend, m: (name: string) => Matrix, one: Scalar) => void,
])[] = [
  [
    'backpropagateActivation',
    ['g'],
    (engine, m) => engine.backpropagateActivation(m('g'), m('z'), 'sigmoid'),
  ],
  [
    'adaptiveStep',
    ['w', 's', 'peak'],
    (engine, m, one) => {
      const coefficients = { decay: one, gain: one, size: one, correction: one, epsilon: one };
      engine.adaptiveStep({ w: m('w'), s: m('s'), peak: m('peak') }, m('g'), m('g'), coefficients);
    },
  ],
  [
    'adadeltaStep',
    ['w', 's', 'u'],
    (engine, m, one) => {
      const coefficients = { rho: one, rate: one, epsilon: one };
      engine.adadeltaStep({ w: m('w'), s: m('s'), u: m('u') }, m('g'), coefficients);
    },
  ],
];

// The other tests have NaN beyond the views, which an update in place would turn into NaN again.
describe.each(['gpu', 'cpu'] as const)('numbers beyond a view on the %s', (name) => {
  test.each(IN_PLACE)('stay what they are in %s', async (_name, outputs, record) => {
    const backend = name === 'gpu' ? gpuFor(null).backend : new CpuBackend();
    const [rows, columns, width] = [3, 5, 10];
    const parents = new Map(
      ['w', 's', 'u', 'peak', 'g', 'z'].map((label) => {
        const parent = backend.matrix(rows, width, label);
        backend.write(parent, new Float32Array(rows * width).fill(2));
        return [label, parent] as const;
      }),
    );
    const parent = (label: string): Matrix => parents.get(label) as Matrix;
    const program = await backend.record('in place', [], () => {
      record(backend, (label) => backend.view(parent(label), columns), backend.constant(0.5));
      return [];
    });
    await backend.submit(program, [[]]);
    for (const label of outputs) {
      const values = await backend.read(parent(label));
      const kept = [...values].map((x) => x === 2);
      expect(kept).toEqual(kept.map((_, i) => i % width >= columns));
    }
  });
});

test('what an operation may not do is refused when it is recorded', async () => {
  const { backend } = gpuFor(null);
  const [m, n] = [backend.matrix(2, 2, 'm'), backend.matrix(2, 2, 'n')];
  const one = backend.constant(1);
  const coefficients = { decay: one, gain: one, size: one, correction: one, epsilon: one };
  const forbidden = [
    () => backend.crossEntropyGradient(m, m, n),
    () => backend.backpropagateActivation(m, m, 'relu'),
    () => backend.gatherRows(m, m, { key: one, start: one }),
    () => backend.adaptiveStep({ w: m, s: n, peak: n }, n, n, coefficients),
    () => backend.adaptiveStep({ w: m, s: n, peak: null }, n, n, coefficients),
    () => backend.adadeltaStep({ w: m, s: n, u: m }, n, { rho: one, rate: one, epsilon: one }),
    () => backend.minimiseActivationPenalty(m, m, n, 'relu'),
  ];
  for (const operation of forbidden)
    await expect(
      backend.record('forbidden', [], () => {
        operation();
        return [];
      }),
    ).rejects.toThrow(/shares storage/);
  await expect(
    backend.record('unbounded', [], () => {
      backend.minimiseActivationPenalty(m, n, n, 'sigmoid');
      return [];
    }),
  ).rejects.toThrow(RangeError);
});
