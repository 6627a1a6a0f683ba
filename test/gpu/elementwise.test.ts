import { describe, expect, test } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import { ACTIVATIONS, type Activation } from '../../src/model/activation.ts';
import { expectWithin, filled, normal, type Operand, poisoned, runOnBoth, U } from './engines.ts';
import { openGpus } from './gpus.ts';

const gpuFor = openGpus();

/** Relative error of the shaders' own exp, log, logit, tanh: test/gpu/elementary.test.ts shows it. */
/** A sum of squares of at most 64 quads a thread, and of up to 16,384 threads. */
const SUM = 82 * U;
const ELEMENTARY = 8 * U;

/** rows, columns, columns beyond the view. */
const SIZES = [
  [1, 1, 0],
  [3, 5, 1],
  [5, 3, 6],
  [4, 4, 0],
  [63, 65, 3],
  [64, 64, 0],
  [127, 10, 1],
  [10, 127, 0],
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

function values(operand: Operand, index: number): number {
  return operand.values[index] ?? 0;
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
    const inPlace = (scale = 1): Operand => normal(random, rows, columns, scale, beyondOut);

    test.each([1, 2, 3])('combine %i terms', async (count) => {
      const operands = { x: make(), y: make(1e3), w: make(1e-3), out: out() };
      const coefficients = [0.3, -1.7, 2.5];
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        coefficients,
        (engine, m, s) => {
          const all = [
            [s(0), m('x')],
            [null, m('y')],
            [s(2), m('w')],
          ] as const;
          engine.combine(m('out'), all.slice(0, count));
          return [];
        },
      );
      const size = (i: number): number =>
        0.3 * Math.abs(values(operands.x, i)) +
        Math.abs(values(operands.y, i)) +
        2.5 * Math.abs(values(operands.w, i));
      // Each term rounds once as a product and at most twice in the sum.
      expectWithin(actual.matrix('out'), expected.matrix('out'), (i) => 3 * U * size(i));
    });

    test.each([0, 1, 2])('combine with out as term %i', async (position) => {
      const operands = { x: make(), y: make(), out: inPlace() };
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [0.5, -0.25],
        (engine, m, s) => {
          const others = [[s(1), m('x')] as const, [null, m('y')] as const];
          engine.combine(m('out'), others.toSpliced(position, 0, [s(0), m('out')]));
          return [];
        },
      );
      const size = (i: number): number =>
        0.5 * Math.abs(values(operands.out, i)) +
        0.25 * Math.abs(values(operands.x, i)) +
        Math.abs(values(operands.y, i));
      expectWithin(actual.matrix('out'), expected.matrix('out'), (i) => 3 * U * size(i));
    });

    test.each(ACTIVATIONS)('activate %s', async (h) => {
      const operands = { z: make(3), out: out() };
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [],
        (engine, m) => {
          engine.activate(m('out'), m('z'), h);
          return [];
        },
      );
      const wanted = expected.matrix('out');
      expectWithin(actual.matrix('out'), wanted, (i) => ELEMENTARY * Math.abs(wanted[i] ?? 0));
    });

    test('addSignPenalty', async () => {
      const w = filled(rows, columns, (i) => ((i % 3) - 1) * (1 + (i % 5)), beyond);
      const operands = { g: make(), w, out: out() };
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [0.7],
        (engine, m, s) => {
          engine.addSignPenalty(m('out'), m('g'), m('w'), s(0));
          return [];
        },
      );
      expectWithin(
        actual.matrix('out'),
        expected.matrix('out'),
        (i) => U * (Math.abs(values(operands.g, i)) + 0.7),
      );
    });

    test('softThresholdStep', async () => {
      const operands = { w: make(), e: make(0.1), g: make(), step: out() };
      const [theta, lambda] = [1.7, 1.1];
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [theta, lambda],
        (engine, m, s) => {
          engine.softThresholdStep(m('step'), m('w'), m('e'), m('g'), s(0), s(1));
          return [];
        },
      );
      const size = (i: number): number =>
        Math.abs(values(operands.w, i)) +
        Math.abs(values(operands.e, i)) +
        (Math.abs(values(operands.g, i)) + lambda) / theta;
      // Sum, quotient (2.5 ulp in WGSL) and their sum; where the branch differs the step is continuous.
      expectWithin(actual.matrix('step'), expected.matrix('step'), (i) => 6 * U * size(i));
    });

    test.each(ACTIVATIONS)('clampToActivationBand %s', async (h) => {
      // Most of these z are infeasible at the smaller ε and feasible at the larger.
      const operands = {
        p: make(4),
        a: rangeValues(random, rows, columns, h, beyond),
        z: inPlace(),
      };
      for (const epsilon of [0, 1e-3, 0.5]) {
        const { actual, expected } = await runOnBoth(
          gpuFor(rowsPerPart),
          operands,
          [epsilon],
          (engine, m, s) => {
            const { moved, residual } = engine.clampToActivationBand(
              m('z'),
              m('p'),
              m('a'),
              s(0),
              h,
            );
            return [moved, residual];
          },
        );
        const wanted = expected.matrix('z');
        // Against the z that this engine left: how far it moved, and how far it is from p.
        for (const outcome of [actual, expected])
          for (const [k, from] of [operands.z, operands.p].entries()) {
            const squared = outcome
              .matrix('z')
              .reduce((sum, z, i) => sum + (z - values(from, i)) ** 2, 0);
            expect(Math.abs(outcome.scalar(k) - squared)).toBeLessThanOrEqual(SUM * squared);
          }
        expectWithin(actual.matrix('z'), wanted, (i) =>
          bandTolerance(h, wanted[i] ?? 0, values(operands.a, i), epsilon),
        );
      }
    });

    test.each(ACTIVATIONS)('boxedGradientStep %s', async (h) => {
      const operands = {
        point: make(),
        a: make(),
        g: make(),
        z: make(2),
        centre: out(),
        candidate: out(),
        step: out(),
      };
      const [tau, epsilon] = [3.1, 0.2];
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [tau, epsilon],
        (engine, m, s) => {
          engine.activate(m('centre'), m('z'), h);
          const coefficients = { tau: s(0), epsilon: s(1) };
          const sums = engine.boxedGradientStep(
            m('candidate'),
            m('step'),
            { point: m('point'), a: m('a'), g: m('g'), z: m('z'), ...coefficients },
            h,
          );
          const { step, moved, gradient, origin, slope, gap } = sums;
          return [step, moved, gradient, origin, slope, gap.squared, gap.largest];
        },
      );
      const size = (i: number): number =>
        Math.abs(values(operands.point, i)) +
        Math.abs(values(operands.g, i)) / tau +
        Math.abs(values(operands.z, i)) +
        epsilon +
        1;
      for (const name of ['candidate', 'step'])
        expectWithin(actual.matrix(name), expected.matrix(name), (i) => ELEMENTARY * size(i));
      expectInBox(actual.matrix('candidate'), actual.matrix('centre'), Math.fround(epsilon));
      const { a, g } = operands;
      for (const outcome of [actual, expected]) {
        const sum = (of: (i: number) => number): number =>
          a.values.reduce((total, _, i) => total + of(i), 0);
        const squares = (of: (i: number) => number): number => sum((i) => of(i) ** 2);
        const [step, candidate] = [outcome.matrix('step'), outcome.matrix('candidate')];
        const centre = outcome.matrix('centre');
        const gap = (i: number): number => (candidate[i] ?? 0) - (centre[i] ?? 0);
        const moved = (i: number): number => (candidate[i] ?? 0) - values(a, i);
        const slope = (i: number): number => values(g, i) * moved(i);
        const wanted = [
          squares((i) => step[i] ?? 0),
          squares(moved),
          squares((i) => values(g, i)),
          squares((i) => values(a, i)),
          sum(slope),
          squares(gap),
          a.values.reduce((largest, _, i) => Math.max(largest, Math.abs(gap(i))), 0),
        ];
        expectWithin(
          wanted.map((_, k) => outcome.scalar(k)),
          wanted,
          (k) => SUM * (k === 4 ? sum((i) => Math.abs(slope(i))) : (wanted[k] ?? 0)),
        );
      }
    });

    test('extrapolate', async () => {
      const operands = { point: out(), previous: inPlace(), x: make() };
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [0.7],
        (engine, m, s) => {
          engine.extrapolate(m('point'), m('previous'), m('x'), s(0));
          return [];
        },
      );
      const size = (i: number): number =>
        Math.abs(values(operands.x, i)) + Math.abs(values(operands.previous, i));
      expectWithin(actual.matrix('point'), expected.matrix('point'), (i) => 3 * U * size(i));
      expect(actual.matrix('previous')).toEqual(expected.matrix('previous'));
    });

    test.each(ACTIVATIONS)('clampToRange %s', async (h) => {
      const operands = { a: make(2) };
      const { actual, expected } = await runOnBoth(
        gpuFor(rowsPerPart),
        operands,
        [0.25],
        (engine, m, s) => {
          engine.clampToRange(m('a'), s(0), h);
          return [];
        },
      );
      expectWithin(
        actual.matrix('a'),
        expected.matrix('a'),
        (i) => U * (Math.abs(values(operands.a, i)) + 1),
      );
    });
  },
);

/** Values of a, some of them at and beyond the rim of the range of h. */
function rangeValues(
  random: Random,
  rows: number,
  columns: number,
  h: Activation,
  beyond: number,
): Operand {
  const inside = (x: number): number =>
    h === 'sigmoid' ? 1 / (1 + Math.exp(-x)) : h === 'tanh' ? Math.tanh(x) : x;
  const rim = [0, 1, -1, 1.2, -0.3];
  const operand = normal(random, rows, columns, 2, beyond);
  return {
    ...operand,
    values: operand.values.map((x, i) => (i % 7 === 0 ? (rim[(i / 7) % 5] ?? 0) : inside(x))),
  };
}

/**
 * How far an error e of a value moves h⁻¹ at most, where the value is q from the nearer rim of h and r from the other:
 * h⁻¹ is ln of a quotient of the two. Infinitely far where e may take the value over the rim.
 */
function movedByLogarithms(e: number, q: number, r: number): number {
  return e < q ? e / r - Math.log1p(-e / q) : Number.POSITIVE_INFINITY;
}

/** An error of u in a ∓ ε passes through h⁻¹ at the bound; then the rounding of h⁻¹ itself. */
function bandTolerance(h: Activation, z: number, a: number, epsilon: number): number {
  const shift = 2 * U * (Math.abs(a) + epsilon);
  const rounding = ELEMENTARY * Math.abs(z);
  switch (h) {
    case 'relu':
      return shift;
    case 'leaky-relu':
      return 100 * shift + rounding;
    case 'sigmoid': {
      const q = 1 / (1 + Math.exp(Math.abs(z)));
      return movedByLogarithms(shift + 2 * U, q, 1 - q) + rounding;
    }
    case 'tanh': {
      const q = 2 / (1 + Math.exp(2 * Math.abs(z)));
      return movedByLogarithms(shift + 2 * U, q, 2 - q) / 2 + rounding;
    }
  }
}

/** h(z) − ε ≤ candidate ≤ h(z) + ε exactly, the bounds being what float32 makes of them. */
function expectInBox(candidate: Float64Array, centre: Float64Array, epsilon: number): void {
  const outside = candidate.filter((value, i) => {
    const middle = centre[i] ?? Number.NaN;
    return !(value >= Math.fround(middle - epsilon) && value <= Math.fround(middle + epsilon));
  });
  expect([...outside]).toEqual([]);
}
