import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { planProduct } from '../../src/backend/gpu/productPlan.ts';
import { Random } from '../../src/maths/random.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { expectWithin, normal, type Operand, poisoned, runOn, runOnBoth, U } from './engines.ts';

interface Gpu {
  readonly backend: Backend;
  readonly context: GpuContext;
}
let gpus: Readonly<Record<'threads' | 'quads', Gpu>>;
beforeAll(async () => {
  const open = (context: GpuContext, subgroupSize: number | null): Gpu => {
    const own = { ...context, adapter: { ...context.adapter, subgroupSize } };
    return { context: own, backend: createGpuBackend(own) };
  };
  const context = await openTestDevice();
  if (!context.adapter.features.includes('subgroups'))
    throw new Error('This adapter has no subgroups: products by quads cannot be tested on it.');
  // Quads are right on subgroups of any size from four; they only pay on those of four.
  gpus = { threads: open(context, null), quads: open(context, 4) };
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
  [33, 31, 1],
  [32, 64, 1033],
  [95, 129, 518],
  [29, 500, 2055],
] as const;

function absolute(operand: Operand): Operand {
  return { ...operand, values: operand.values.map(Math.abs) };
}

/**
 * Longest chain of roundings: the fused steps of a block of 512 inner elements, one addition a further block,
 * one a slice, two scalings. Each rounds by u relative to |A||B| at most.
 */
function roundings(quads: boolean, rows: number, columns: number, inner: number): number {
  const { length, slices } = planProduct(quads, rows, columns, inner);
  return Math.min(length, 512) + Math.ceil(length / 512) + slices + 2;
}

const KINDS = ['threads', 'quads'] as const;

test('wide products are taken by quads where subgroups are four threads wide, narrow ones never', () => {
  for (const size of [60, 64, 500, 1024]) {
    expect(planProduct(true, size, size, 100).quads).toBe(true);
    expect(planProduct(false, size, size, 100).quads).toBe(false);
    expect(planProduct(true, size, 8, 100).quads).toBe(false);
  }
});

describe.each(KINDS.flatMap((kind) => MODES.map((mode) => ({ kind, ...mode }))))(
  'product by $kind, A transposed: $transposeA, B transposed: $transposeB',
  ({ kind, ...mode }) => {
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
        const { actual, expected } = await runOnBoth(
          gpus[kind],
          operands,
          [-0.75],
          (engine, m, s) => {
            engine.product(m('out'), m('a'), m('b'), { ...mode, scale: s(0) });
            return [];
          },
        );
        const size = await runOn(
          new CpuBackend(),
          { ...operands, a: absolute(a), b: absolute(b) },
          [0.75],
          (engine, m, s) => {
            engine.product(m('out'), m('a'), m('b'), { ...mode, scale: s(0) });
            return [];
          },
        );
        const bound = roundings(kind === 'quads', rows, columns, inner) * U;
        const scaleOf = size.matrix('out');
        expectWithin(
          actual.matrix('out'),
          expected.matrix('out'),
          (i) => bound * (scaleOf[i] ?? 0),
        );
      }
    });
  },
);

test.each(KINDS)(
  'long inner dimensions keep their accuracy by %s: 60,000 equal terms err by less than 64u',
  async (kind) => {
    const inner = 60_000;
    const tenth = Math.fround(0.1);
    const value = {
      rows: inner,
      columns: 40,
      values: new Float32Array(40 * inner).fill(tenth),
      beyond: 0,
    };
    const { actual } = await runOnBoth(
      gpus[kind],
      { a: value, b: value, out: poisoned(40, 40) },
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
  },
);
