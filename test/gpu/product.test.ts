import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { splitInner } from '../../src/backend/gpu/products.ts';
import { Random } from '../../src/maths/random.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { expectWithin, normal, type Operand, poisoned, runOn, runOnBoth, U } from './engines.ts';

let gpu: { readonly backend: Backend; readonly context: GpuContext };
beforeAll(async () => {
  const context = await openTestDevice();
  gpu = { context, backend: createGpuBackend(context) };
});

const MODES = [
  { transposeA: false, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: false },
  { transposeA: true, transposeB: true },
] as const;

/** rows, columns and inner dimension of op(A)·op(B). */
const SIZES = [
  [1, 1, 1],
  [3, 5, 4],
  [4, 4, 5],
  [5, 3, 3],
  [8, 8, 8],
  [63, 65, 64],
  [64, 64, 63],
  [65, 63, 127],
  [127, 10, 101],
  [10, 127, 521],
  [131, 1, 7],
  [1, 131, 1031],
  [7, 9, 2053],
  [10, 13, 5003],
  [300, 10, 61],
  [97, 201, 33],
] as const;

function absolute(operand: Operand): Operand {
  return { ...operand, values: operand.values.map(Math.abs) };
}

/**
 * Longest chain of roundings: the fused steps of a block of 512 inner elements, one addition a further block,
 * one a slice, two scalings. Each rounds by u relative to |A||B| at most.
 */
function roundings(rows: number, columns: number, inner: number): number {
  const { length, count } = splitInner(Math.ceil(rows / 8) * Math.ceil(columns / 8), inner);
  return Math.min(length, 512) + Math.ceil(length / 512) + count + 2;
}

describe.each(MODES)('product, A transposed: $transposeA, B transposed: $transposeB', (mode) => {
  test.each(SIZES)('%i×%i over %i', async (rows, columns, inner) => {
    const random = Random.fromSeed(1000 * rows + 10 * columns + inner);
    for (const beyond of [0, 1, 6]) {
      const a = mode.transposeA
        ? normal(random, inner, rows, 1, beyond)
        : normal(random, rows, inner, 1, beyond);
      const b = mode.transposeB
        ? normal(random, columns, inner, 1, beyond)
        : normal(random, inner, columns, 1, beyond);
      const operands = { a, b, out: poisoned(rows, columns, beyond) };
      const { actual, expected } = await runOnBoth(gpu, operands, [-0.75], (engine, m, s) => {
        engine.product(m('out'), m('a'), m('b'), { ...mode, scale: s(0) });
        return [];
      });
      const size = await runOn(
        new CpuBackend(),
        { ...operands, a: absolute(a), b: absolute(b) },
        [0.75],
        (engine, m, s) => {
          engine.product(m('out'), m('a'), m('b'), { ...mode, scale: s(0) });
          return [];
        },
      );
      const bound = roundings(rows, columns, inner) * U;
      const scaleOf = size.matrix('out');
      expectWithin(actual.matrix('out'), expected.matrix('out'), (i) => bound * (scaleOf[i] ?? 0));
    }
  });
});

test('long inner dimensions keep their accuracy: 60,000 equal terms err by less than 64u', async () => {
  const inner = 60_000;
  const tenth = Math.fround(0.1);
  const value = {
    rows: inner,
    columns: 20,
    values: new Float32Array(20 * inner).fill(tenth),
    beyond: 0,
  };
  const { actual } = await runOnBoth(
    gpu,
    { a: value, b: value, out: poisoned(20, 20) },
    [],
    (engine, m) => {
      engine.product(m('out'), m('a'), m('b'), { transposeA: true });
      return [];
    },
  );
  const exact = inner * tenth * tenth;
  const worst = Math.max(...actual.matrix('out').map((got) => Math.abs(got - exact)));
  // A plain running sum of equal terms errs by some 1e-4 here.
  expect(worst / exact).toBeLessThan(64 * U);
});
