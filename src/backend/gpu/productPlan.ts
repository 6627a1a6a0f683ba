/**
 * Which kernel multiplies: thread by thread (shaders/matmul.wgsl), by quads of threads with large tiles or with a third of the
 * code (shaders/matmul_quads.wgsl), or by workgroups that share tiles (shaders/matmul_tiles.wgsl).
 */
export const PRODUCT_KINDS = ['threads', 'quads', 'slim-quads', 'tiles'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** A device's kernel for products that are wide enough for it; the others are taken thread by thread. */
export interface ProductChoice {
  readonly kind: ProductKind;
  /** The time of an output as a share of what it takes thread by thread. */
  readonly share: number;
}

/** Every product thread by thread, which all devices can. */
export const BY_THREAD: ProductChoice = { kind: 'threads', share: 1 };

/** How a product is laid out over threads. */
export interface ProductPlan {
  readonly kind: ProductKind;
  /** Rows and columns of a tile of C. */
  readonly tile: readonly [rows: number, columns: number];
  /** Tiles of C, one a thread, a quad or a workgroup. */
  readonly tileRows: number;
  readonly tileColumns: number;
  /** Inner elements of a slice, a multiple of eight, and how many slices there are. */
  readonly length: number;
  readonly slices: number;
}

/**
 * Sizes that a tile may have in rows and in columns, the largest first; the smaller ones are for a C that leaves most of the
 * larger empty. A product with fewer tiles than are wanted is split along its inner dimension.
 */
const KINDS = {
  threads: { rows: [8], columns: [8], wanted: 4096 },
  quads: { rows: [32, 16], columns: [32, 16], wanted: 128 },
  'slim-quads': { rows: [32, 16], columns: [16], wanted: 128 },
  tiles: { rows: [64], columns: [64], wanted: 256 },
} as const;
/** No slice is shorter than this. */
const SHORTEST_SLICE = 128;
const MOST_SLICES = 64;

/** The largest size, or the smallest where one of it holds all. */
function sizeFor(sizes: readonly [number, ...number[]], count: number): number {
  const smallest = sizes.at(-1) ?? sizes[0];
  return count <= smallest ? smallest : sizes[0];
}

function tilesOf(kind: ProductKind, rows: number, columns: number) {
  const tile = [sizeFor(KINDS[kind].rows, rows), sizeFor(KINDS[kind].columns, columns)] as const;
  const [tileRows, tileColumns] = [Math.ceil(rows / tile[0]), Math.ceil(columns / tile[1])];
  return { kind, tile, tileRows, tileColumns, outputs: tile[0] * tile[1] * tileRows * tileColumns };
}

/** Splits the inner dimension where there are few tiles. */
function split(tiles: number, wantedTiles: number, inner: number) {
  const wanted = Math.min(wantedTiles / tiles, inner / SHORTEST_SLICE, MOST_SLICES);
  const length = 8 * Math.ceil(inner / Math.max(1, Math.floor(wanted)) / 8);
  return { length, slices: Math.ceil(inner / length) };
}

/** Whether neighbouring threads share a tile by swaps: chosen where subgroups are threads of one processor, four lanes wide. */
export function isByQuads(kind: ProductKind): kind is 'quads' | 'slim-quads' {
  return kind === 'quads' || kind === 'slim-quads';
}

/** Chooses for C `rows × columns`: the device's kernel unless C is too narrow to fill its tiles. */
export function planProduct(
  choice: ProductChoice,
  rows: number,
  columns: number,
  inner: number,
): ProductPlan {
  const byThread = tilesOf('threads', rows, columns);
  const wide = tilesOf(choice.kind, rows, columns);
  const chosen = choice.share * wide.outputs < byThread.outputs ? wide : byThread;
  const { kind, tile, tileRows, tileColumns } = chosen;
  return {
    kind,
    tile,
    tileRows,
    tileColumns,
    ...split(tileRows * tileColumns, KINDS[kind].wanted, inner),
  };
}
