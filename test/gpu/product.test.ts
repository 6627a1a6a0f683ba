import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { isByQuads, type ProductKind, planProduct } from '../../src/backend/gpu/productPlan.ts';
import { ROWS_PER_PART, splitRows } from '../../src/backend/gpu/rowParts.ts';
import { Random } from '../../src/maths/random.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import {
  type Body,
  expectWithin,
  filled,
  normal,
  type Operand,
  poisoned,
  runOn,
  runOnBoth,
  U,
} from './engines.ts';
import { always, type Gpu, TESTED_KINDS } from './gpus.ts';

let context: GpuContext;
beforeAll(async () => {
  context = await openTestDevice();
  if (TESTED_KINDS.some(isByQuads) && !context.adapter.features.includes('subgroups'))
    throw new Error('This adapter has no subgroups: products by quads cannot be tested on it.');
});

const backends = new Map<string, Backend>();
/** Multiplies by one of the kernels, with parts of so many rows at most. */
function gpuFor(kind: ProductKind, rowsPerPart: number = ROWS_PER_PART): Gpu {
  const key = `${kind} ${rowsPerPart}`;
  const backend =
    backends.get(key) ?? createGpuBackend(context, { rowsPerPart, products: always(kind) });
  backends.set(key, backend);
  return { context, backend };
}

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

/** samples, inputs and outputs of a layer, and the most rows of a part; in the last, parts are split into slices. */
const SIZES_IN_PARTS = [
  [65, 5, 3, 64],
  [127, 33, 64, 64],
  [128, 10, 31, 64],
  [193, 64, 1, 64],
  [200, 96, 65, 96],
  [2053, 9, 40, 1024],
] as const;

function absolute(operand: Operand): Operand {
  return { ...operand, values: operand.values.map(Math.abs) };
}

/**
 * Longest chain of roundings: the fused steps of a block of 512 inner elements, one addition a further block,
 * one a slice, two scalings, one addition a further part of the inner dimension. Each rounds by u relative to |A||B| at most.
 */
function roundings(
  kind: ProductKind,
  rows: number,
  columns: number,
  inner: number,
  rowsPerPart: number = ROWS_PER_PART,
): number {
  const parts = splitRows(inner, rowsPerPart);
  const longest = parts[0]?.rows ?? 0;
  const { length, slices } = planProduct(always(kind), rows, columns, longest);
  return Math.min(length, 512) + Math.ceil(length / 512) + slices + 2 + (parts.length - 1);
}

interface Case {
  readonly kind: ProductKind;
  readonly mode: (typeof MODES)[number];
  /** rows, columns and inner dimension of op(A)·op(B). */
  readonly size: readonly [rows: number, columns: number, inner: number];
  readonly rowsPerPart?: number;
}

/** scale·op(A)·op(B) within its bound of rounding, for matrices and views. */
async function expectProduct({ kind, mode, size, rowsPerPart }: Case): Promise<void> {
  const [rows, columns, inner] = size;
  const random = Random.fromSeed(1000 * rows + 10 * columns + inner);
  for (const beyond of [0, 1, 6]) {
    const a = mode.transposeA
      ? normal(random, inner, rows, 1, beyond)
      : normal(random, rows, inner, 1, beyond);
    const b = mode.transposeB
      ? normal(random, columns, inner, 1, beyond)
      : normal(random, inner, columns, 1, beyond);
    const operands = { a, b, out: poisoned(rows, columns, beyond) };
    const body: Body = (engine, m, s) => {
      engine.product(m('out'), m('a'), m('b'), { ...mode, scale: s(0) });
      return [];
    };
    const gpu = gpuFor(kind, rowsPerPart);
    const { actual, expected } = await runOnBoth(gpu, operands, [-0.75], body);
    const moduli = { ...operands, a: absolute(a), b: absolute(b) };
    const scale = (await runOn(new CpuBackend(), moduli, [0.75], body)).matrix('out');
    const bound = U * roundings(kind, rows, columns, inner, rowsPerPart);
    expectWithin(actual.matrix('out'), expected.matrix('out'), (i) => bound * (scale[i] ?? 0));
  }
}

test('wide products are taken by the kernel of the device, narrow ones thread by thread', () => {
  for (const choice of [
    { kind: 'quads', share: 0.45 },
    { kind: 'slim-quads', share: 0.4 },
    { kind: 'tiles', share: 0.3 },
  ] as const) {
    for (const size of [60, 64, 500, 1024])
      expect(planProduct(choice, size, size, 100).kind).toBe(choice.kind);
    expect(planProduct(choice, 1, 1, 100).kind).toBe('threads');
  }
  const quads = { kind: 'quads', share: 0.45 } as const;
  expect(planProduct(quads, 2000, 10, 500).tile).toEqual([32, 16]);
  expect(planProduct(quads, 10, 501, 2000).tile).toEqual([16, 32]);
  expect(planProduct(quads, 500, 500, 500).tile).toEqual([32, 32]);
  const slim = { kind: 'slim-quads', share: 0.4 } as const;
  expect(planProduct(slim, 500, 500, 500).tile).toEqual([32, 16]);
  expect(planProduct(slim, 10, 501, 2000).tile).toEqual([16, 16]);
  expect(planProduct({ kind: 'tiles', share: 0.3 }, 500, 8, 100).kind).toBe('threads');
});

describe.each(TESTED_KINDS.flatMap((kind) => MODES.map((mode) => ({ kind, ...mode }))))(
  'product by $kind, A transposed: $transposeA, B transposed: $transposeB',
  ({ kind, ...mode }) => {
    test.each(SIZES)('%i×%i over %i', async (...size) => {
      await expectProduct({ kind, mode, size });
    });
  },
);

describe.each(TESTED_KINDS)('samples in parts, by %s', (kind) => {
  test.each(SIZES_IN_PARTS)('%i samples × %i by %i, parts of %i', async (...sizes) => {
    const [samples, inputs, outputs, rowsPerPart] = sizes;
    for (const mode of MODES) {
      if (!mode.transposeA)
        await expectProduct({ kind, mode, size: [samples, outputs, inputs], rowsPerPart });
      else if (!mode.transposeB)
        await expectProduct({ kind, mode, size: [outputs, inputs, samples], rowsPerPart });
    }
  });
});

test.each(TESTED_KINDS)(
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
      gpuFor(kind),
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

test.each(TESTED_KINDS)(
  'one slice of thousands of terms keeps its accuracy by %s: equal terms err by less than 64u',
  async (kind) => {
    // Columns are not in parts, so that the slices have 2048 terms: more than what one running sum may have.
    const inner = 131_072;
    const value = filled(8, inner, () => 0.3);
    expect(planProduct(always(kind), 8, 8, inner).length).toBe(2048);
    const outcome = await runOn(
      gpuFor(kind).backend,
      { a: value, b: value, out: poisoned(8, 8) },
      [],
      (engine, m) => {
        engine.product(m('out'), m('a'), m('b'), { transposeB: true });
        return [];
      },
    );
    const exact = inner * Math.fround(0.3) ** 2;
    const worst = Math.max(...outcome.matrix('out').map((got) => Math.abs(got - exact)));
    // In blocks of 512 they err by 26u, in one running sum by 426u.
    expect(worst / exact).toBeLessThan(64 * U);
  },
);

/** rows and inner dimension of a matrix times its own transpose; where the samples are in parts, the most rows of one. */
const SYMMETRIC_SIZES = [
  [1, 1, undefined],
  [5, 3, undefined],
  [31, 70, undefined],
  [32, 64, undefined],
  [33, 65, undefined],
  [50, 200, 64],
  [101, 1033, undefined],
  [90, 517, 96],
  [129, 71, undefined],
] as const;

describe.each(TESTED_KINDS)('a matrix times its own transpose, by %s', (kind) => {
  test.each(SYMMETRIC_SIZES)('%i×%i, parts of %s', async (size, inner, rowsPerPart) => {
    const random = Random.fromSeed(100 * size + inner);
    for (const transposeA of [true, false]) {
      if (!transposeA && rowsPerPart !== undefined) continue;
      for (const beyond of [0, 3]) {
        const a = transposeA
          ? normal(random, inner, size, 1, beyond)
          : normal(random, size, inner, 1, beyond);
        const operands = { a, out: poisoned(size, size, beyond) };
        const body: Body = (engine, m, s) => {
          const mode = { transposeA, transposeB: !transposeA, scale: s(0) };
          engine.product(m('out'), m('a'), m('a'), mode);
          return [];
        };
        const gpu = gpuFor(kind, rowsPerPart);
        const { actual, expected } = await runOnBoth(gpu, operands, [1.5], body);
        const moduli = { ...operands, a: absolute(a) };
        const scale = (await runOn(new CpuBackend(), moduli, [1.5], body)).matrix('out');
        const bound = U * roundings(kind, size, size, inner, rowsPerPart);
        const out = actual.matrix('out');
        expectWithin(out, expected.matrix('out'), (i) => bound * (scale[i] ?? 0));
        const transposed = out.map((_, i) => out[(i % size) * size + Math.floor(i / size)] ?? 0);
        expect(out).toEqual(transposed);
      }
    }
  });
});
