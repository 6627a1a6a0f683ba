import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activation } from '../../maths/activation.ts';
import { permuted } from '../../maths/sampleOrder.ts';
import type { Matrix } from '../../optimiser/backend.ts';
import { CpuBackend } from './cpuBackend.ts';

let b: CpuBackend;
beforeEach(() => {
  b = new CpuBackend();
});
afterEach(() => b.dispose());

function filled(label: string, rows: number, columns: number, values: readonly number[]): Matrix {
  const matrix = b.matrix(rows, columns, label);
  b.write(matrix, values);
  return matrix;
}

/** Each operation hands its operands to maths in the right places; maths has its own tests. */
describe('the matrix operations', () => {
  it('product: both transposes and the scale', async () => {
    const [x, y] = [filled('x', 2, 3, [1, 2, 3, 4, 5, 6]), filled('y', 2, 3, [1, 0, 2, 0, 1, 1])];
    const out = b.matrix(2, 2, 'out');
    b.product(out, x, y, { transposeB: true, scale: b.constant(2) });
    expect([...(await b.read(out))]).toEqual([14, 10, 32, 22]);
    const inner = b.matrix(3, 3, 'inner');
    b.product(inner, x, y, { transposeA: true });
    expect([...(await b.read(inner))]).toEqual([1, 4, 6, 2, 5, 9, 3, 6, 12]);
  });

  it('combine: scalars and null as coefficients', async () => {
    const [x, y] = [filled('x', 1, 2, [1, 2]), filled('y', 1, 2, [10, 20])];
    b.combine(x, [
      [null, y],
      [b.constant(-1), x],
      [b.constant(0.5), y],
    ]);
    expect([...(await b.read(x))]).toEqual([14, 28]);
  });

  it('the sums', async () => {
    const [x, d] = [filled('x', 1, 3, [1, -2, 3]), filled('d', 1, 3, [-3, 1, 1])];
    const gap = b.activationGap(x, d, 'relu');
    const sums = [b.dot(x, d), b.absoluteSum(x), b.absoluteSumChange(x, d)];
    sums.push(b.squaredDistance(x, d), gap.squared, gap.largest);
    expect(await b.readScalars(sums)).toEqual([-2, 6, 1, 29, 14, 3]);
  });

  it('the steps of W: addSignPenalty and softThresholdStep', async () => {
    const [w, e, g] = [
      filled('w', 1, 3, [1, -1, 0]),
      filled('e', 1, 3, [1, 0.5, 0]),
      filled('g', 1, 3, [1, 1, 8]),
    ];
    const out = b.matrix(1, 3, 'out');
    b.addSignPenalty(out, g, w, b.constant(0.25));
    expect([...(await b.read(out))]).toEqual([1.25, 0.75, 8]);
    b.softThresholdStep(out, w, e, g, b.constant(2), b.constant(4));
    expect([...(await b.read(out))]).toEqual([-2, 0.5, -2]);
  });

  it('the steps of z and a: clampToActivationBand, extrapolate, boxedGradientStep, clampToRange', async () => {
    const [p, a] = [filled('p', 1, 3, [-5, 0.6, 5]), filled('a', 1, 3, [1, 0.5, 0])];
    const z = b.matrix(1, 3, 'z');
    b.clampToActivationBand(z, p, a, b.constant(0.25), 'relu');
    expect([...(await b.read(z))]).toEqual([0.75, 0.6, 0.25]);

    const [candidate, step] = [b.matrix(1, 3, 'candidate'), b.matrix(1, 3, 'step')];
    const [point, previous] = [b.matrix(1, 3, 'point'), filled('previous', 1, 3, [0, -0.5, -1])];
    b.extrapolate(point, previous, a, b.constant(0.5));
    expect([...(await b.read(point))]).toEqual([1.5, 1, 0.5]);
    expect([...(await b.read(previous))]).toEqual([1, 0.5, 0]);
    const operands = {
      point,
      a,
      g: filled('g', 1, 3, [4, 0.5, -8]),
      tau: b.constant(4),
      z,
      epsilon: b.constant(0.125),
    };
    const { slope } = b.boxedGradientStep(candidate, step, operands, 'relu');
    expect([...(await b.read(candidate))]).toEqual([0.625, 0.725, 0.375]);
    expect([...(await b.read(step))]).toEqual([-0.875, 0.725 - 1, -0.125]);

    expect((await b.readScalars([slope]))[0]).toBeCloseTo(-1.5 + 0.1125 - 3, 14);

    b.clampToRange(p, b.constant(1), 'sigmoid');
    expect([...(await b.read(p))]).toEqual([-1, 0.6, 2]);
    b.activate(z, a, 'sigmoid');
    expect([...(await b.read(z))]).toEqual([1, 0.5, 0].map(activation('sigmoid')));
  });

  it.each(['newton', 'fista'] as const)(
    'the step of z_L by %s, and its figures',
    async (solver) => {
      const v = filled('v', 2, 2, [3, -1, 0, 0]);
      const y = filled('y', 2, 2, [0, 1, 1, 0]);
      const z = b.matrix(2, 2, 'z');
      b.proxCrossEntropy(z, v, y, b.constant(0.5), solver);
      const values = await b.read(z);
      // p − y + ρ(z − v) = 0 with p = 1/(1 + e^{z₂ − z₁}).
      const p = 1 / (1 + Math.exp((values[1] as number) - (values[0] as number)));
      expect(p + 0.5 * ((values[0] as number) - 3)).toBeCloseTo(0, 11);
      expect(p).toBeCloseTo(0.5 * ((values[1] as number) + 1), 11);
      const loss = b.crossEntropy(v, y);
      const correct = [b.countCorrect(v, y), b.countCorrect(z, y)];
      const expected = 4 + Math.log1p(Math.exp(-4)) + Math.log(2);
      expect((await b.readScalars([loss]))[0]).toBeCloseTo(expected, 13);
      expect((await b.readScalars(correct))[0]).toBe(1);
    },
  );

  it('backpropagation: crossEntropyGradient and backpropagateActivation', async () => {
    const [z, y] = [filled('z', 2, 2, [1, 1, 7, 9]), filled('y', 2, 2, [1, 0, 0, 0])];
    const g = b.matrix(2, 2, 'g');
    b.crossEntropyGradient(g, z, y);
    expect([...(await b.read(g))]).toEqual([-0.5, 0.5, 0, 0]);
    b.backpropagateActivation(g, filled('p', 2, 2, [-3, 2, 1, 1]), 'leaky-relu');
    expect([...(await b.read(g))]).toEqual([-0.005, 0.5, 0, 0]);
  });

  it('mini-batches: gatherRows takes key and start when it runs', async () => {
    const source = filled('source', 5, 1, [0, 10, 20, 30, 40]);
    const batch = b.matrix(2, 1, 'batch');
    const order = { key: b.scalar('key', 0), start: b.scalar('start', 0) };
    const program = await b.record('gather', [order.key, order.start], () => {
      b.gatherRows(batch, source, order);
      return [];
    });
    for (const [key, start] of [
      [3, 0],
      [3, 2],
      [8, 3],
    ] as const) {
      await b.submit(program, [[key, start]]);
      const rows = [start, start + 1].map((position) => permuted(position, 5, key));
      expect([...(await b.read(batch))]).toEqual(rows.map((row) => 10 * row));
    }
    await expect(b.submit(program, [[3, 4]])).rejects.toThrow(RangeError);
  });

  it('the adaptive steps', async () => {
    const g = filled('g', 1, 2, [2, -4]);
    const [w, s] = [filled('w', 1, 2, [10, 10]), filled('s', 1, 2, [48, 0])];
    const coefficients = {
      decay: b.constant(0.25),
      gain: b.constant(1),
      size: b.constant(6),
      correction: b.constant(2),
      epsilon: b.constant(4),
    };
    b.adaptiveStep({ w, s, peak: null }, g, filled('m', 1, 2, [1, 1]), coefficients);
    expect([...(await b.read(s))]).toEqual([16, 16]);
    expect([...(await b.read(w))]).toEqual([9.5, 9.5]);
    const peak = filled('peak', 1, 2, [64, 4]);
    b.adaptiveStep({ w, s, peak }, g, g, coefficients);
    expect([...(await b.read(peak))]).toEqual([64, 20]);
    expect((await b.read(w))[0]).toBe(9.5 - 12 / 20);

    const [v, squares, steps] = [1, 4, 8].map((value) => filled('state', 1, 1, [value]));
    const adadelta = { rho: b.constant(0.5), rate: b.constant(0.25), epsilon: b.constant(1) };
    b.adadeltaStep({ w: v, s: squares, u: steps }, filled('one', 1, 1, [4]), adadelta);
    // s = 2 + 8, d = 4·3/√11, u = 4 + d²/2.
    const step = 12 / Math.sqrt(11);
    expect([...(await b.read(squares))]).toEqual([10]);
    expect((await b.read(steps))[0]).toBeCloseTo(4 + step ** 2 / 2, 14);
    expect((await b.read(v))[0]).toBeCloseTo(1 - 0.25 * step, 14);
  });

  it('minimiseActivationPenalty', async () => {
    const [p, a] = [filled('p', 1, 3, [1, -1, -3]), filled('a', 1, 3, [3, 0, 1])];
    const z = b.matrix(1, 3, 'z');
    b.minimiseActivationPenalty(z, p, a, 'relu');
    expect([...(await b.read(z))]).toEqual([2, -1, -3]);
    expect(() => b.minimiseActivationPenalty(z, p, a, 'tanh')).toThrow(RangeError);
  });
});
