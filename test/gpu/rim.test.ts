/** clampToActivationBand where it matters whether z is feasible: sigmoid and tanh nearly flat, ReLU flat with a at ε. */
import { expect, test } from 'vitest';
import { expectWithin, filled, poisoned, runOnBoth } from './engines.ts';
import { openGpus } from './gpus.ts';

const gpuFor = openGpus();

test.each(['sigmoid', 'tanh'] as const)(
  'at the rim of %s a feasible z has the exact bound and an infeasible one the margin, lane by lane',
  async (h) => {
    const feasible = [true, false, true, false, false, true, false, true];
    const operands = {
      p: filled(1, 8, () => -5),
      a: filled(1, 8, () => 1),
      z: filled(1, 8, (i) => (feasible[i] ? 14 : 0)),
    };
    const { actual, expected } = await runOnBoth(gpuFor(null), operands, [1e-5], (engine, m, s) => [
      engine.clampToActivationBand(m('z'), m('p'), m('a'), s(0), h).moved,
    ]);
    const wanted = expected.matrix('z');
    // u of 1 − ε is 6e-3 of 1/ε.
    expectWithin(actual.matrix('z'), wanted, () => 0.02);
    const [inner = 0, outer = 0] = wanted;
    expect(inner - outer).toBeGreaterThan(1);
    expect([...wanted]).toEqual(feasible.map((stays) => (stays ? inner : outer)));
  },
);

test.each([
  ['sigmoid', 12],
  ['tanh', 6],
] as const)(
  'without ε a z near a rim of %s whose value is a stays, rounding or not',
  async (h, start) => {
    const z = filled(1, 64, (i) => (i < 32 ? start + i / 32 : -start - i / 32));
    const { actual } = await runOnBoth(
      gpuFor(null),
      { p: filled(1, 64, () => 0), h: poisoned(1, 64), z },
      [0],
      (engine, m, s) => {
        engine.activate(m('h'), m('z'), h);
        engine.clampToActivationBand(m('z'), m('p'), m('h'), s(0), h);
        return [];
      },
    );
    // Where it counted as infeasible, the margin would move it by 1 and more; h⁻¹ of the rounded value errs by less.
    expectWithin(actual.matrix('z'), z.values, () => 0.3);
  },
);

test('a z whose constraint an ε that shrank has left behind by more than rounding moves, however small a is', async () => {
  const epsilon = Math.fround(0.0083297202);
  // In ulps of ε: four may be float32's rounding, and are too much for float64.
  const beyond = [400, 40, 4, 0, -400].map((ulps) => epsilon * (1 + ulps * 2 ** -23));
  const operands = {
    p: filled(1, 5, () => -0.15),
    a: filled(1, 5, (i) => beyond[i] ?? 0),
    z: filled(1, 5, () => -0.2),
  };
  const { actual, expected } = await runOnBoth(
    gpuFor(null),
    operands,
    [epsilon],
    (engine, m, s) => [engine.clampToActivationBand(m('z'), m('p'), m('a'), s(0), 'relu').moved],
  );
  const moved = (z: number) => z > -0.1;
  expect([...actual.matrix('z')].map(moved)).toEqual([true, true, false, false, false]);
  expect([...expected.matrix('z')].map(moved)).toEqual([true, true, true, false, false]);
});

test.each([
  ['sigmoid', 0.25, 0.75],
  ['tanh', -0.5, 0.5],
] as const)('where a ± ε is a rim of %s the interval has no end there', async (h, low, high) => {
  const epsilon = (high - low) / 2;
  const far = [-1000, 1000, -1000, 1000];
  // Feasible, and what is on the other side.
  const start = [-1, 1, 5, -5];
  const operands = {
    p: filled(1, 4, (i) => far[i] ?? 0),
    a: filled(1, 4, (i) => (i % 2 === 0 ? low : high)),
    z: filled(1, 4, (i) => start[i] ?? 0),
  };
  const { actual, expected } = await runOnBoth(
    gpuFor(null),
    operands,
    [epsilon],
    (engine, m, s) => [engine.clampToActivationBand(m('z'), m('p'), m('a'), s(0), h).residual],
  );
  expect([...actual.matrix('z')]).toEqual(far);
  expect([...expected.matrix('z')]).toEqual(far);
});
