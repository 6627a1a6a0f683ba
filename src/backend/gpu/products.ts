import { kernels } from './kernels.ts';
import type { GpuBlock } from './matrices.ts';
import { operandA, operandB } from './operands.ts';
import { type ProductPlan, planProduct } from './productPlan.ts';
import { grid, orOne, quadCount, type Recording, WORKGROUP_SIZE } from './recording.ts';
import type { GpuScalar } from './scalars.ts';

export interface ProductMode {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly scale: GpuScalar | null;
}

interface ProductOperands extends ProductMode {
  readonly out: GpuBlock;
  readonly a: GpuBlock;
  readonly b: GpuBlock;
  /** The product is added to out instead of replacing it. */
  readonly accumulate: boolean;
}

/** Threads that share a tile in shaders/matmul_quads.wgsl, and rows and columns of the larger tiles. */
const QUAD = 4;
const QUAD_TILE = 32;

/** Tiles of a symmetric C that reach its diagonal or lie above it. */
function tilesAbove({ tile: [height, width], tileRows, tileColumns }: ProductPlan): number {
  return tileRows * tileColumns - ((height / width) * tileRows * (tileRows - 1)) / 2;
}

/** The smallest power of two ≥ count. */
function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/** Threads of a workgroup along C's columns: a square of 8×8, or narrower where C is. */
function columnThreads(tileRows: number, tileColumns: number): number {
  const square = Math.sqrt(WORKGROUP_SIZE);
  if (tileColumns < square) return powerOfTwo(tileColumns);
  return WORKGROUP_SIZE / Math.min(square, powerOfTwo(tileRows));
}

/** Where the tiles go: the kernel, what it is told, and the grid of workgroups. */
function layOut(recording: Recording, plan: ProductPlan, symmetric: boolean) {
  const { kind, tileRows, tileColumns, slices } = plan;
  switch (kind) {
    case 'quads':
    case 'slim-quads': {
      const tiles = symmetric ? tilesAbove(plan) : tileRows * tileColumns;
      const { workgroups, constants } = grid(recording, QUAD * tiles);
      const [x, y] = workgroups;
      const [TALL, WIDE] = plan.tile.map((size) => Number(size === QUAD_TILE));
      return {
        kernel: 'matmulQuads',
        constants: {
          ...constants,
          TALL: TALL ?? 1,
          WIDE: WIDE ?? 1,
          DEEP: Number(kind === 'quads'),
        },
        across: tileColumns,
        workgroups: [x, y, slices],
      } as const;
    }
    case 'tiles':
      return {
        kernel: 'matmulTiles',
        constants: {},
        across: tileColumns,
        workgroups: [tileColumns, tileRows, slices],
      } as const;
    case 'threads': {
      const across = columnThreads(tileRows, tileColumns);
      const down = Math.ceil(tileRows / (WORKGROUP_SIZE / across));
      return {
        kernel: 'matmul',
        constants: {},
        across,
        workgroups: [Math.ceil(tileColumns / across), down, slices],
      } as const;
    }
  }
}

/** The end of a kernel's name in the registry. */
function variantOf(a: GpuBlock, b: GpuBlock): '' | 'BytesA' | 'BytesB' | 'BytesAB' {
  if (a.scale) return b.scale ? 'BytesAB' : 'BytesA';
  return b.scale ? 'BytesB' : '';
}

/** out = scale·op(A)·op(B), or out + …; slices of a split product go to scratch and are summed after. */
export function recordProduct(recording: Recording, operands: ProductOperands): void {
  const { recorder, scalars } = recording;
  const { out, a, b, transposeA, transposeB, accumulate } = operands;
  const symmetric = a.buffer === b.buffer && a.columns === b.columns && transposeA !== transposeB;
  const inner = transposeA ? a.rows : a.columns;
  const plan = planProduct(recording.products, out.rows, out.columns, inner);
  const split = plan.slices > 1;
  const sliceQuads = Math.ceil(out.columns / 4);
  const scale = orOne(recording, operands.scale);
  const { kernel, constants, across, workgroups } = layOut(recording, plan, symmetric);
  if (split) recorder.claimScratch(4 * plan.slices * out.rows * sliceQuads);
  recorder.dispatch({
    kernel: kernels[`${kernel}${variantOf(a, b)}`],
    constants: {
      ...constants,
      TRANSPOSE_A: Number(transposeA),
      TRANSPOSE_B: Number(transposeB),
      ACCUMULATE: Number(accumulate && !split),
      SYMMETRIC: Number(symmetric),
    },
    parameters: {
      rows: out.rows,
      columns: out.columns,
      inner,
      slice: plan.length,
      a_stride: a.quadStride,
      b_stride: b.quadStride,
      out_stride: split ? sliceQuads : out.quadStride,
      scale: split ? scalars.constant(1) : scale,
      across,
    },
    buffers: { ...operandA(a), ...operandB(b), out: split ? 'scratch' : out.buffer },
    workgroups,
    work: {
      detail: `${out.rows}×${out.columns} = A${transposeA ? 'ᵀ' : ''}B${transposeB ? 'ᵀ' : ''} over ${inner}`,
      flops: (symmetric ? out.rows + 1 : 2 * out.columns) * out.rows * inner,
    },
  });
  if (!split) return;
  const sum = grid(recording, quadCount(out));
  recorder.dispatch({
    kernel: kernels.sumSlices,
    constants: { ...sum.constants, ACCUMULATE: Number(accumulate) },
    parameters: {
      rows: out.rows,
      columns: out.columns,
      slices: plan.slices,
      out_stride: out.quadStride,
      slice_stride: sliceQuads,
      scale,
    },
    buffers: { partials: 'scratch', out: out.buffer },
    workgroups: sum.workgroups,
  });
}
