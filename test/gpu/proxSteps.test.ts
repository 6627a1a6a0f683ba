/** The steps by which the solvers of mDLAM Eq. (5) come to z_L: their result alone does not show a detour. */
import { expect, test } from 'vitest';
import type { Kernel } from '../../src/backend/gpu/kernel.ts';
import { kernels } from '../../src/backend/gpu/kernels.ts';
import { Random } from '../../src/maths/random.ts';
import { probeOf, runDirectly } from './directRun.ts';
import { openGpus } from './gpus.ts';
import {
  gradientOf,
  moved,
  newtonDirection,
  type Sample,
  slopeAt,
  spreadOf,
  stepSize,
} from './proxReference.ts';

const gpuFor = openGpus();
const NEWTON = kernels.proxCrossEntropyNewton;
const FISTA = kernels.proxCrossEntropyFista;

function oneHotRow(columns: number, target: number): number[] {
  return Array.from({ length: columns }, (_, j) => (j === target ? 1 : 0));
}

const rounded = (values: readonly number[]): number[] => values.map(Math.fround);

function draw(random: Random, columns: number, size: number): number[] {
  return rounded(Array.from({ length: columns }, () => size * random.normal()));
}

interface Direct {
  readonly kernel: Kernel;
  readonly samples: readonly Sample[];
  readonly rho: number;
  readonly read: 'z' | 'answers';
  /** NaN where nothing is given. */
  readonly directions?: readonly number[];
  /** What a probe finds in its answers. */
  readonly asked?: readonly number[];
  readonly constants?: Readonly<Record<string, number>>;
}

function run({ kernel, samples, rho, read, directions, asked, constants }: Direct) {
  const [rows, columns] = [samples.length, samples[0]?.z.length ?? 0];
  const unset = (count: number) => Array<number>(count).fill(Number.NaN);
  /** No two of the matrices have one stride: each has another number of columns of NaN beyond. */
  const matrix = (name: keyof Sample, beyond: number) =>
    samples.flatMap((sample) => [...sample[name], ...unset(beyond)]);
  return runDirectly(gpuFor(null).context, kernel, {
    constants: { FOLD: 1, ...constants },
    parameters: {
      rows,
      columns,
      z_stride: columns + 1,
      v_stride: columns + 2,
      y_stride: columns + 3,
      rho: 1,
    },
    buffers: {
      scalars: [Number.NaN, rho],
      z: matrix('z', 1),
      v: matrix('v', 2),
      y: matrix('y', 3),
      directions: directions ?? unset(rows * columns),
      iterates: unset(rows * columns),
      answers: asked ?? unset(2 * rows),
    },
    read,
  });
}

const pairs = (answers: Float32Array): [number, number][] =>
  Array.from({ length: answers.length / 2 }, (_, row) => [
    answers[2 * row] as number,
    answers[2 * row + 1] as number,
  ]);

function expectNear(actual: number, wanted: number, relative: number, what: string): void {
  expect(Math.abs(actual - wanted), `${what}: ${actual}, not ${wanted}`).toBeLessThanOrEqual(
    relative * Math.abs(wanted),
  );
}

const STEP_PROBE = `
  let spread = answers[2u * row];
  let size = answers[2u * row + 1u];
  answers[2u * row] = step_size(row, scalars[params.rho], spread);
  answers[2u * row + 1u] = slope(row, scalars[params.rho], size);`;

interface Search {
  readonly sample: Sample;
  readonly direction: readonly number[];
  readonly spread: number;
}

async function searched(searches: readonly Search[], rho: number): Promise<[number, number][]> {
  const answers = await run({
    kernel: probeOf(NEWTON, 'step_probe', STEP_PROBE),
    samples: searches.map(({ sample }) => sample),
    rho,
    read: 'answers',
    directions: searches.flatMap(({ direction }) => direction),
    asked: searches.flatMap(({ spread }) => [spread, 0.5]),
  });
  return pairs(answers);
}

/** Searches whose slopes are far enough from 0 for float32 to have their signs. */
function drawSearches(random: Random, rho: number, size: number, spread: number | null): Search[] {
  const searches: Search[] = [];
  while (searches.length < 40) {
    const target = searches.length % 7;
    const sample = { z: draw(random, 7, 3), v: draw(random, 7, 3), y: oneHotRow(7, target) };
    const direction = draw(random, 7, size);
    const search = { sample, direction, spread: Math.fround(spread ?? spreadOf(direction)) };
    const { nearest } = stepSize(sample, direction, rho, search.spread);
    if (nearest > 1e-3 * size) searches.push(search);
  }
  return searches;
}

test.each(
  [0.0625, 2].flatMap((rho) => [
    { rho, size: 4, spread: null },
    { rho, size: 0.25, spread: 5 },
    { rho, size: 0.25, spread: 2 },
    { rho, size: 4, spread: 1 },
    { rho, size: 4, spread: 0.5 },
    // So short a first step that all of the halvings are needed, and not enough.
    { rho, size: 4, spread: 1e9 },
  ]),
)(
  'Newton’s step size is that of float64: ρ = $rho, steps of $size, spread $spread',
  async (way) => {
    const searches = drawSearches(Random.fromSeed(23), way.rho, way.size, way.spread);
    const found = await searched(searches, way.rho);
    for (const [row, { sample, direction, spread }] of searches.entries()) {
      const [size, slope] = found[row] as [number, number];
      expectNear(size, stepSize(sample, direction, way.rho, spread).size, 1e-5, `size ${row}`);
      const scale = direction.reduce((sum, value) => sum + Math.abs(value), 0) * (1 + 12 * way.rho);
      const wanted = slopeAt(sample, direction, way.rho, 0.5);
      expect(Math.abs(slope - wanted), `slope ${row}`).toBeLessThan(1e-5 * scale);
    }
  },
);

test('a slope of 0 is one that descends', async () => {
  // With ρ = 0 and two equal classes the slope is 2 − 2 for as long as the third is far below; with 1500 it is above soon.
  const sample = { z: [0, 0, -1000], v: [0, 0, 0], y: [1, 0, 0] };
  const searches = [
    { sample, direction: [2, 2, 0], spread: 5 },
    { sample, direction: [2, 2, 1500], spread: 5 },
  ];
  const [whole, part] = await searched(searches, 0);
  expect(whole).toEqual([1, 0]);
  expect(part?.[1]).toBe(0);
  expectNear(part?.[0] ?? 0, Math.sqrt(Math.log(6) / 5), 1e-6, 'size');
});

const DIRECTION_PROBE = `
  let direction = newton_direction(row, scalars[params.rho]);
  answers[2u * row] = direction.spread;
  answers[2u * row + 1u] = select(0.0, 1.0, direction.last);`;
const EXCESS_PROBE = `
  answers[2u * row] = excess(row, scalars[params.rho], softmax_of(row * params.z_stride));`;

test.each([0.01, 1, 100])(
  'Newton’s direction is that of float64, and its spread: ρ = %f',
  async (rho) => {
    const random = Random.fromSeed(29);
    const samples = Array.from({ length: 40 }, (_, row) => ({
      z: draw(random, 5, 2),
      v: draw(random, 5, 2),
      y: oneHotRow(5, row % 5),
    }));
    const kernel = probeOf(NEWTON, 'direction_probe', DIRECTION_PROBE);
    const found = pairs(await run({ kernel, samples, rho, read: 'answers' }));
    for (const [row, sample] of samples.entries()) {
      const [spread, last] = found[row] as [number, number];
      expectNear(
        spread,
        spreadOf(newtonDirection(sample, Math.fround(rho))),
        1e-4,
        `spread ${row}`,
      );
      expect(last).toBe(0);
    }
  },
);

/**
 * Samples near their end, of few classes, so that their gradient is a difference without rounding; `tolerance` as the
 * kernels have it, 2e-6·max(1, ρ)·max(1, magnitude/16).
 */
const ENDS = [
  { name: 'small', rho: 1 / 16, z: [0], v: [-(2 ** -16)], y: [1], norm: 2 ** -20, tolerance: 2e-6 },
  { name: 'too large', rho: 1, z: [0], v: [-(2 ** -17)], y: [1], norm: 2 ** -17, tolerance: 2e-6 },
  { name: 'large ρ', rho: 16, z: [0], v: [-(2 ** -20)], y: [1], norm: 2 ** -16, tolerance: 3.2e-5 },
  // p = (1, 0), the second component alone is not small, and negative.
  {
    name: 'negative',
    rho: 1,
    z: [0, -200],
    v: [0, -200 + 2 ** -9],
    y: [1, 0],
    norm: 2 ** -9,
    tolerance: 2.5e-5,
  },
  {
    name: 'z far from 0',
    rho: 1 / 128,
    z: [-320],
    v: [-192 - 2 ** -8],
    y: [0],
    norm: 2 ** -15,
    tolerance: 4e-5,
  },
  {
    name: 'v far from 0',
    rho: 1 / 128,
    z: [-192],
    v: [-320 + 2 ** -8],
    y: [2],
    norm: 2 ** -15,
    tolerance: (2e-6 * (320 - 2 ** -8)) / 16,
  },
] as const;

test.each(ENDS)('a sample ends where its gradient is small enough: $name', async (end) => {
  const { norm, tolerance, rho } = end;
  const gradient = gradientOf(end, rho).map(Math.abs);
  expectNear(Math.max(...gradient), norm, 1e-9, 'the case itself');
  const direction = probeOf(NEWTON, 'direction_probe', DIRECTION_PROBE);
  const [newton] = pairs(await run({ kernel: direction, samples: [end], rho, read: 'answers' }));
  expect(newton?.[1]).toBe(norm <= tolerance ? 1 : 0);
  const excess = probeOf(FISTA, 'excess_probe', EXCESS_PROBE);
  const [fista] = pairs(await run({ kernel: excess, samples: [end], rho, read: 'answers' }));
  expectNear(fista?.[0] ?? 0, norm / tolerance, 1e-5, 'excess');
});

test('FISTA leaves a sample as it is that is near enough to begin with', async () => {
  const samples = [{ z: [9, 9], v: [14, 0], y: [1, 0] }];
  const z = await run({ kernel: FISTA, samples, rho: 1, read: 'z' });
  expect([...z.subarray(0, 2)]).toEqual([14, 0]);
});

/** Two damped Newton steps from v, in float64. */
function twoNewtonSteps(start: Sample, rho: number): readonly number[] {
  let sample = { ...start, z: start.v };
  for (let step = 0; step < 2; step++) {
    const direction = newtonDirection(sample, rho);
    const { size } = stepSize(sample, direction, rho, spreadOf(direction));
    sample = moved(sample, direction, size);
  }
  return sample.z;
}

/** Two steps of FISTA from v, in float64 (Beck & Teboulle 2009, with constant momentum). */
function twoFistaSteps(start: Sample, rho: number): readonly number[] {
  const lipschitz = 0.5 + rho;
  const momentum =
    (Math.sqrt(lipschitz) - Math.sqrt(rho)) / (Math.sqrt(lipschitz) + Math.sqrt(rho));
  let [point, former] = [start.v, start.v];
  for (let step = 0; step < 2; step++) {
    const gradient = gradientOf({ ...start, z: point }, rho);
    const next = point.map((value, j) => value - (gradient[j] ?? 0) / lipschitz);
    const before = former;
    point = next.map((value, j) => value + momentum * (value - (before[j] ?? 0)));
    former = next;
  }
  return point;
}

test.each([
  { solver: 'Newton', kernel: NEWTON, twoSteps: twoNewtonSteps },
  { solver: 'FISTA', kernel: FISTA, twoSteps: twoFistaSteps },
])('$solver stops after the steps that it may take', async ({ kernel, twoSteps }) => {
  const random = Random.fromSeed(31);
  const rho = 0.0625;
  const samples = Array.from({ length: 40 }, (_, row) => {
    const v = draw(random, 5, 4);
    return { z: v.map(() => Number.NaN), v, y: oneHotRow(5, row % 5) };
  });
  const z = await run({ kernel, samples, rho, read: 'z', constants: { STEP_LIMIT: 2 } });
  for (const [row, sample] of samples.entries()) {
    const wanted = twoSteps(sample, rho);
    const error = wanted.map((value, j) => Math.abs((z[6 * row + j] ?? Number.NaN) - value));
    expect(Math.max(...error), `sample ${row}`).toBeLessThan(1e-3);
  }
});
