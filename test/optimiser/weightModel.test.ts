import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { Random } from '../../src/maths/random.ts';
import type { Matrix } from '../../src/optimiser/backend.ts';
import { Scratch } from '../../src/optimiser/scratch.ts';
import {
  gramModel,
  gramPays,
  recordVelocity,
  sampleModel,
  type WeightModel,
} from '../../src/optimiser/weightModel.ts';

type Rows = readonly (readonly number[])[];

function normal(rows: number, columns: number, seed: number): Rows {
  const random = Random.fromSeed(seed);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
}

/** a wᵀ, written out. */
function forward(a: Rows, w: Rows): Rows {
  return a.map((sample) =>
    w.map((row) => row.reduce((sum, value, k) => sum + value * (sample[k] as number), 0)),
  );
}

function plus(x: Rows, y: Rows, scale = 1): Rows {
  return x.map((row, i) => row.map((value, j) => value + scale * (y[i]?.[j] as number)));
}

/** (ρ/2)‖z − aWᵀ‖². */
function phi(a: Rows, w: Rows, z: Rows, rho: number): number {
  return (
    0.5 *
    rho *
    plus(z, forward(a, w), -1).reduce((sum, row) => sum + row.reduce((s, v) => s + v * v, 0), 0)
  );
}

/** ρ(aWᵀ − z)ᵀa. */
function gradient(a: Rows, w: Rows, z: Rows, rho: number): number[] {
  const residual = plus(forward(a, w), z, -1);
  return w.flatMap((row, j) =>
    row.map((_, k) =>
      residual.reduce((sum, r, i) => sum + rho * (r[j] as number) * (a[i]?.[k] as number), 0),
    ),
  );
}

const RHO = 0.7;

/** A block's surroundings on the float64 engine. */
function setUp(create: typeof gramModel, index: number, sizes: readonly number[]) {
  const [samples, inputs, outputs] = sizes as [number, number, number];
  const values = {
    a: normal(samples, inputs, 1),
    w: normal(outputs, inputs, 2),
    former: normal(outputs, inputs, 3),
    z: normal(samples, outputs, 4),
    e: normal(outputs, inputs, 5),
  };
  const b = new CpuBackend();
  const matrix = (rows: Rows, label: string): Matrix => {
    const handle = b.matrix(rows.length, rows[0]?.length ?? 0, label);
    b.write(handle, rows.flat());
    return handle;
  };
  const rho = b.scalar('rho', RHO);
  const layer = {
    index,
    inputs: matrix(values.a, 'a'),
    weights: matrix(values.w, 'W'),
    previousWeights: matrix(values.former, 'previous W'),
    preActivation: matrix(forward(values.a, values.w), 'P'),
  };
  const residual = matrix(plus(forward(values.a, values.w), values.z, -1), 'P − z');
  const context = { backend: b, rho, scratch: new Scratch(b) };
  const model = create({ context, layer, residual });
  const velocity = () => recordVelocity({ context, layer });
  return { b, model, layer, velocity, values, e: matrix(values.e, 'E') };
}

async function run(
  b: CpuBackend,
  body: () => readonly ReturnType<CpuBackend['scalar']>[],
): Promise<Float64Array> {
  const program = await b.record('body', [], body);
  const [values] = await b.submit(program, [[]]);
  return values as Float64Array;
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  const size = Math.hypot(...expected);
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] as number) - value)).toBeLessThan(1e-12 * (1 + size));
  });
}

const MODELS = [
  ['through ES', gramModel],
  ['through aEᵀ', sampleModel],
] as const;

describe.each(MODELS)('the model of φ %s', (_, create) => {
  const sizes = [
    [1, 1, 1],
    [3, 7, 2],
    [37, 5, 11],
    [64, 63, 65],
  ] as const;
  describe.each([
    ['a constant a', 1],
    ['a changing a', 2],
  ] as const)('with %s', (_label, index) => {
    it.each(sizes)(
      'has the change, the gradient and the images of N = %i, n = %i, m = %i',
      async (...size) => {
        const { b, model, velocity, values, e } = setUp(create, index, size);
        const { a, w, former, z } = values;
        const moved = b.matrix(e.rows, e.columns, '∇φ(W + E)');
        const here = b.matrix(e.rows, e.columns, '∇φ(W)');
        const along = b.matrix(e.rows, e.columns, '∇φ(W + f(W − W_prev))');
        const factor = b.scalar('f', 0.7);
        const image = model.image('E');
        const [change, squared] = await run(b, () => {
          model.prepare();
          model.refresh();
          model.begin();
          model.apply(image, e);
          model.gradientAt(here, null);
          model.gradientAt(moved, [null, image]);
          model.gradientAt(along, [factor, model.velocityImage(velocity())]);
          const size2 = model.squared(e, image);
          return [model.change(e, image, size2), size2];
        });
        const there = plus(w, values.e);
        const expected = phi(a, there, z, RHO) - phi(a, w, z, RHO);
        expect(Math.abs((change as number) - expected)).toBeLessThan(
          1e-11 * (1 + phi(a, there, z, RHO)),
        );
        expectClose(
          [squared as number],
          [
            forward(a, values.e)
              .flat()
              .reduce((s, v) => s + v * v, 0),
          ],
        );
        expectClose(await b.read(here), gradient(a, w, z, RHO));
        expectClose(await b.read(moved), gradient(a, there, z, RHO));
        expectClose(await b.read(along), gradient(a, plus(w, plus(w, former, -1), 0.7), z, RHO));
      },
    );

    it('brings P and the image of the last step along', async () => {
      const { b, model, layer, velocity, values, e } = setUp(create, index, [9, 5, 4]);
      const image = model.keptImage ?? model.image('E');
      await run(b, () => {
        model.prepare();
        model.refresh();
        model.begin();
        model.apply(image, e);
        b.combine(layer.previousWeights, [[null, layer.weights]]);
        b.combine(layer.weights, [
          [null, layer.weights],
          [null, e],
        ]);
        model.finish();
        return [];
      });
      const there = plus(values.w, values.e);
      expectClose(await b.read(layer.preActivation), forward(values.a, there).flat());
      const [ahead, formed] = [model.image('ahead'), model.image('formed')];
      await run(b, () => {
        b.combine(ahead, [[null, model.velocityImage(velocity())]]);
        model.apply(formed, e);
        return [];
      });
      expectClose(await b.read(ahead), [...(await b.read(formed))]);
    });
  });
});

describe('the choice of a model', () => {
  /** Multiplications of one block by what it records: begin, the image of W − W_prev, one step a gradient and an image, P. */
  function multiplications(
    create: typeof gramModel,
    index: number,
    size: readonly number[],
    steps: number,
  ): number {
    const { b, model, velocity, e, layer } = setUp(create, index, size);
    let count = 0;
    const product = b.product.bind(b);
    b.product = (out, x, y, options) => {
      count += out.rows * out.columns * (options?.transposeA ? x.rows : x.columns);
      product(out, x, y, options);
    };
    void b.record('block', [], () => {
      block(model, velocity(), e, layer.weights, steps);
      return [];
    });
    return count;
  }
  function block(
    model: WeightModel,
    velocity: Matrix,
    e: Matrix,
    weights: Matrix,
    steps: number,
  ): void {
    model.begin();
    const image = model.image('E');
    model.velocityImage(velocity);
    for (let step = 0; step < steps; step++) {
      model.gradientAt(e, [null, image]);
      model.apply(image, weights);
    }
    model.finish();
  }

  it.each([
    [40, 9, 5, 1],
    [40, 9, 5, 4],
    [7, 30, 5, 1],
    [500, 12, 12, 1],
    [500, 12, 12, 3],
    [90, 31, 3, 2],
  ])(
    'counts what a block multiplies: N = %i, n = %i, m = %i, %i steps',
    (samples, inputs, outputs, steps) => {
      for (const index of [1, 2]) {
        const size = [samples, inputs, outputs];
        const gram = multiplications(gramModel, index, size, steps);
        const bySamples = multiplications(sampleModel, index, size, steps);
        const pays = gramPays({ samples, inputs, outputs, steps, constant: index === 1 });
        expect(pays, `${gram} against ${bySamples}`).toBe(gram <= bySamples);
      }
    },
  );

  it('takes S for wide layers and no S for the last one', () => {
    const cost = { samples: 2000, inputs: 501, steps: 1, constant: false };
    expect(gramPays({ ...cost, outputs: 500 })).toBe(true);
    expect(gramPays({ ...cost, outputs: 10 })).toBe(false);
    expect(multiplications(gramModel, 1, [2000, 785, 500], 1)).toBe((2 * 2000 + 785) * 785 * 500);
  });
});
