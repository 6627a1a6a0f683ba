import { describe, expect, test } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import { filled, normal, type Operand, oneHot, poisoned, runOn, runOnBoth } from './engines.ts';
import { openGpus } from './gpus.ts';
import { gradientOf } from './proxReference.ts';

const gpuFor = openGpus();

/** Unit roundoff of float32. */
const U = 2 ** -24;
const RHOS = [1e-3, 1e-2, 0.1, 1, 10];
const SOLVERS = ['newton', 'fista'] as const;

/** ‖p − y + ρ(z − v)‖∞ over all samples in float64, at the z that float32 left. */
function gradientNorm(z: Float64Array, v: Operand, y: Operand, rho: number): number {
  let worst = 0;
  for (let row = 0; row < v.rows; row++) {
    const [from, to] = [row * v.columns, (row + 1) * v.columns];
    const rowOf = (values: Float32Array | Float64Array) => [...values.subarray(from, to)];
    const sample = { z: rowOf(z), v: rowOf(v.values), y: rowOf(y.values) };
    // NaN stays.
    worst = Math.max(worst, ...gradientOf(sample, rho).map(Math.abs));
  }
  return worst;
}

/** One sample of several. */
function sampleOf({ columns, values }: Operand, row: number): Operand {
  const own = values.slice(row * columns, (row + 1) * columns);
  return { rows: 1, columns, beyond: 0, values: own };
}

/** z by this solver. */
async function solved(
  solver: (typeof SOLVERS)[number],
  v: Operand,
  y: Operand,
  rho: number,
): Promise<Float64Array> {
  const operands = { v, y, z: poisoned(v.rows, v.columns, v.beyond) };
  const outcome = await runOn(gpuFor(null).backend, operands, [rho], (engine, m, s) => {
    engine.proxCrossEntropy(m('z'), m('v'), m('y'), s(0), solver);
    return [];
  });
  return outcome.matrix('z');
}

describe.each(SOLVERS)('%s', (solver) => {
  describe.each([0.1, 3, 30])('v of size %f', (size) => {
    test.each(RHOS)('is stationary for ρ = %f', async (rho) => {
      const random = Random.fromSeed(Math.round(1e4 * size + 1e3 * rho));
      for (const [rows, columns, beyond, rowsPerPart] of [
        [65, 10, 1, null],
        [3, 2, 0, null],
        [7, 1, 2, null],
        [17, 33, 3, null],
        [65, 10, 1, 32],
      ] as const) {
        const { backend, context } = gpuFor(rowsPerPart);
        const v = normal(random, rows, columns, size, beyond);
        const y = oneHot(rows, columns, beyond);
        // Beyond one view v has NaN where z has padding: a column too many shows there.
        const operands = { v, y, z: poisoned(rows, columns, beyond === 3 ? 0 : beyond) };
        const outcome = await runOn(
          backend,
          operands,
          [rho],
          (engine, m, s) => {
            engine.proxCrossEntropy(m('z'), m('v'), m('y'), s(0), solver);
            return [];
          },
          context,
        );
        const norm = gradientNorm(outcome.matrix('z'), v, y, Math.fround(rho));
        // The kernels stop at 2e-6·max(1, ρ)·max(1, |z|/16); the issue asks for 1e-4·max(1, ρ).
        expect(norm).toBeLessThanOrEqual(3e-5 * Math.max(1, rho));
      }
    });
  });

  test.each([null, 96])(
    'finds the minimiser of the float64 twin in parts of %s',
    async (rowsPerPart) => {
      const random = Random.fromSeed(5);
      const operands = { v: normal(random, 200, 10, 3), y: oneHot(200, 10), z: poisoned(200, 10) };
      for (const rho of RHOS) {
        const { actual, expected } = await runOnBoth(
          gpuFor(rowsPerPart),
          operands,
          [rho],
          (engine, m, s) => {
            engine.proxCrossEntropy(m('z'), m('v'), m('y'), s(0), solver);
            return [];
          },
        );
        const wanted = expected.matrix('z');
        const worst = actual
          .matrix('z')
          .reduce((most, z, i) => Math.max(most, Math.abs(z - (wanted[i] ?? 0))), 0);
        // Strong convexity: ‖z − z*‖ ≤ √classes·gradient/ρ. Newton's last step leaves the gradient's rounding: that of
        // p − y, and of z and v in ρ(z − v).
        const largest = Math.max(...operands.v.values.map(Math.abs));
        const rounding = 4 * U * (1 + rho * largest);
        const left = solver === 'newton' ? rounding : Math.sqrt(10) * 2e-6 * Math.max(1, rho) * 4;
        expect(worst).toBeLessThanOrEqual(left / rho);
      }
    },
  );
});

test.each(SOLVERS)('ends within its steps for ρ = 1e-5, by %s', async (solver) => {
  const random = Random.fromSeed(13);
  const [v, y] = [normal(random, 20, 10, 3), oneHot(20, 10)];
  const norm = gradientNorm(await solved(solver, v, y, 1e-5), v, y, Math.fround(1e-5));
  // 2e-6 at the end, and the rounding of the gradient. FISTA without its momentum leaves 6e-5.
  expect(norm).toBeLessThan(4e-6);
});

test.each(SOLVERS)('takes nothing from what was in scratch memory, by %s', async (solver) => {
  const random = Random.fromSeed(17);
  const [v, y] = [normal(random, 20, 10, 3), oneHot(20, 10)];
  const operands = { v, y, z: poisoned(20, 10), nothing: poisoned(200, 4) };
  const outcome = await runOn(gpuFor(null).backend, operands, [1], (engine, m, s) => {
    // Every thread leaves a NaN there.
    engine.absoluteSum(m('nothing'));
    engine.proxCrossEntropy(m('z'), m('v'), m('y'), s(0), solver);
    return [];
  });
  expect(gradientNorm(outcome.matrix('z'), v, y, 1)).toBeLessThan(4e-6);
});

test.each(SOLVERS)('ends for a sample with NaN and spoils no other, by %s', async (solver) => {
  const random = Random.fromSeed(19);
  const [v, y] = [normal(random, 3, 10, 3), oneHot(3, 10)];
  v.values[14] = Number.NaN;
  const z = await solved(solver, v, y, 1);
  expect(z[14]).toBeNaN();
  for (const row of [0, 2]) {
    const norm = gradientNorm(
      z.slice(10 * row, 10 * row + 10),
      sampleOf(v, row),
      sampleOf(y, row),
      1,
    );
    expect(norm).toBeLessThan(4e-6);
  }
});

// As views no two of the matrices have one stride; packed, the next sample begins where one ends.
test.each(
  SOLVERS.flatMap((solver) => [
    { solver, columns: 10, beyond: 1 },
    { solver, columns: 12, beyond: 0 },
  ]),
)(
  'the size of one sample does not loosen the end of another, by $solver with $columns classes',
  async ({ solver, columns, beyond }) => {
    const random = Random.fromSeed(11);
    const rows = 33;
    const v = normal(random, rows, columns, 1, beyond);
    for (let i = 0; i < v.values.length; i++)
      if ((Math.floor(i / columns) & 1) === 0) v.values[i] *= 1e3;
    const y = oneHot(rows, columns, beyond);
    const z = await solved(solver, v, y, 1);
    for (let row = 1; row < rows; row += 2) {
      const own = z.slice(row * columns, (row + 1) * columns);
      const norm = gradientNorm(own, sampleOf(v, row), sampleOf(y, row), 1);
      // 2e-6 at the end, and the rounding of the gradient.
      expect(norm).toBeLessThan(4e-6);
    }
  },
);

/** Every sample ended as its kernel wants it, by 2e-6·max(1, ρ)·max(1, |v|/16); rounding adds as much again at most. */
function expectEnded(z: Float64Array, v: Operand, y: Operand, rho: number): void {
  for (let row = 0; row < v.rows; row++) {
    const [own, target] = [sampleOf(v, row), sampleOf(y, row)];
    const size = own.values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const norm = gradientNorm(z.slice(row * v.columns, (row + 1) * v.columns), own, target, rho);
    expect(norm, `sample ${row}`).toBeLessThan(4e-6 * Math.max(1, rho) * Math.max(1, size / 16));
  }
}

// From farther than 1/ρ the full step would go too far, and the shortest that is safe not far enough.
test.each([0, 1, 3, 9].flatMap((place) => [10, 50].map((apart) => ({ place, apart }))))(
  'Newton comes back from far wrong starts at class $place, $apart from each other',
  async ({ place, apart }) => {
    const [rows, rho] = [40, 1e-3];
    const start = (i: number): number => (i % 10 === place ? apart * Math.floor(i / 10) : 0);
    const [v, y] = [filled(rows, 10, start, 1), oneHot(rows, 10, 1)];
    expectEnded(await solved('newton', v, y, rho), v, y, Math.fround(rho));
  },
);

describe.each([
  { columns: 10, beyond: 1 },
  { columns: 12, beyond: 0 },
])('of $columns classes within $beyond more columns', ({ columns, beyond }) => {
  test.each([300, 1000, 3000, 10_000])('Newton ends from anywhere within some %i', async (size) => {
    const rho = 1e-4;
    const random = Random.fromSeed(size);
    const v = normal(random, 100, columns, size, beyond);
    const y = oneHot(100, columns, beyond);
    expectEnded(await solved('newton', v, y, rho), v, y, Math.fround(rho));
  });
});
