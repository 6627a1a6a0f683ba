/**
 * First stages of sums whose threads take more than one quad or row each: some 16,384 threads share what there is. All
 * values are multiples of ½ and small, and so are the results, so that no rounding excuses anything: the engines agree
 * exactly.
 */
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import type { Backend, Matrix, Scalar } from '../../src/optimiser/backend.ts';
import { expectWithin, filled, normal, type Operand, type Operands, runOnBoth } from './engines.ts';
import { openGpus } from './gpus.ts';

const gpuFor = openGpus();

type Record = (
  engine: Backend,
  m: (name: string) => Matrix,
  s: (index: number) => Scalar,
) => readonly Scalar[];

async function expectAgreement(operands: Operands, record: Record): Promise<void> {
  // Without parts, of which each would have threads of its own.
  const gpu = gpuFor(Number.POSITIVE_INFINITY);
  let count = 0;
  const { actual, expected } = await runOnBoth(gpu, operands, [1, 2, 0.5], (engine, m, s) => {
    const scalars = record(engine, m, s);
    count = scalars.length;
    return scalars;
  });
  for (const name of Object.keys(operands))
    expectWithin(actual.matrix(name), expected.matrix(name), () => 0);
  for (let k = 0; k < count; k++) {
    expect(expected.scalar(k)).not.toBe(0);
    expect(actual.scalar(k)).toBe(expected.scalar(k));
  }
}

/** Operations with their matrices, a letter each. */
const OVER_QUADS: readonly (readonly [name: string, matrices: string, record: Record])[] = [
  [
    'clampToActivationBand',
    'zpa',
    (engine, m, s) => {
      const squares = engine.clampToActivationBand(m('z'), m('p'), m('a'), s(2), 'relu');
      return [squares.moved, squares.residual];
    },
  ],
  [
    'boxedGradientStep',
    'cspagz',
    (engine, m, s) => {
      const coefficients = { tau: s(1), epsilon: s(2) };
      const operands = { point: m('p'), a: m('a'), g: m('g'), z: m('z'), ...coefficients };
      const sums = engine.boxedGradientStep(m('c'), m('s'), operands, 'relu');
      const { step, moved, gradient, origin, slope, gap } = sums;
      return [step, moved, gradient, origin, slope, gap.squared, gap.largest];
    },
  ],
  [
    'activationGap',
    'az',
    (engine, m) => {
      const { squared, largest } = engine.activationGap(m('a'), m('z'), 'relu');
      return [squared, largest];
    },
  ],
  ['absoluteSum', 'x', (engine, m) => [engine.absoluteSum(m('x'))]],
  ['absoluteSumChange', 'xd', (engine, m) => [engine.absoluteSumChange(m('x'), m('d'))]],
  [
    'combine with sums',
    'xyo',
    (engine, m, s) => {
      engine.combine(m('o'), [
        [s(1), m('x')],
        [null, m('y')],
      ]);
      return [engine.dot(m('o'), m('x')), engine.dot(m('o'), m('o'))];
    },
  ],
];

// Five quads a row, of which 16,384 are no multiple: a thread's next quad stands elsewhere in its row.
describe.each([
  [6601, 17, 2],
  [6601, 20, 0],
])('%i×%i within %i more columns', (rows, columns, beyond) => {
  test.each(OVER_QUADS)('%s', async (_, matrices, record) => {
    const random = Random.fromSeed(columns);
    const operand = (name: string): Operand => {
      // g is halved by its coefficient.
      const unit = name === 'g' ? 1 : 0.5;
      const made = normal(random, rows, columns, 1, beyond);
      return { ...made, values: made.values.map((x) => unit * Math.round(x / unit)) };
    };
    const operands = Object.fromEntries([...matrices].map((name) => [name, operand(name)]));
    await expectAgreement(operands, record);
  });
});

test.each(['crossEntropy', 'countCorrect'] as const)('%s of 40,001 samples', async (operation) => {
  const [samples, classes] = [40_001, 3];
  const random = Random.fromSeed(samples);
  // So far apart that of each sample's exponentials but one is left.
  const z = filled(
    samples,
    classes,
    (i) => 100 * (i % classes) + 1000 * Math.sign(random.normal()),
  );
  const targets = filled(samples, classes, (i) => Number(Math.floor(i / 3) % 2 === i % 3));
  await expectAgreement({ z, targets }, (engine, m) => [engine[operation](m('z'), m('targets'))]);
});
