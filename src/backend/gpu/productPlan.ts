/** How a product is laid out over threads. */
export interface ProductPlan {
  /** By quads of threads, shaders/matmul_quads.wgsl, or thread by thread, shaders/matmul.wgsl. */
  readonly quads: boolean;
  /** Tiles of C, one a thread or one a quad. */
  readonly tileRows: number;
  readonly tileColumns: number;
  /** Inner elements of a slice, a multiple of eight, and how many slices there are. */
  readonly length: number;
  readonly slices: number;
}

/** Rows and columns of C that one thread, or one quad, computes. */
const THREAD_TILE = 8;
const QUAD_TILE = 32;
/** A quad's output takes so much of a thread's time, measured on SwiftShader. */
const QUAD_SHARE = 0.45;
/** A product with fewer tiles than this is split along its inner dimension. */
const WANTED_THREADS = 4096;
const WANTED_QUADS = 128;
/** No slice is shorter than this. */
const SHORTEST_SLICE = 128;
const MOST_SLICES = 64;

function tilesOf(size: number, rows: number, columns: number) {
  return { tileRows: Math.ceil(rows / size), tileColumns: Math.ceil(columns / size) };
}

/** Splits the inner dimension where there are few tiles. */
function split(tiles: number, wantedTiles: number, inner: number) {
  const wanted = Math.min(wantedTiles / tiles, inner / SHORTEST_SLICE, MOST_SLICES);
  const length = 8 * Math.ceil(inner / Math.max(1, Math.floor(wanted)) / 8);
  return { length, slices: Math.ceil(inner / length) };
}

/** Chooses for C `rows × columns`; where quads are possible they are taken unless C is too narrow to fill their tiles. */
export function planProduct(
  quadsOffered: boolean,
  rows: number,
  columns: number,
  inner: number,
): ProductPlan {
  const byThread = tilesOf(THREAD_TILE, rows, columns);
  const byQuad = tilesOf(QUAD_TILE, rows, columns);
  const threads = byThread.tileRows * byThread.tileColumns;
  const quadCount = byQuad.tileRows * byQuad.tileColumns;
  const outputs = { threads: THREAD_TILE ** 2 * threads, quads: QUAD_TILE ** 2 * quadCount };
  const quads = quadsOffered && QUAD_SHARE * outputs.quads < outputs.threads;
  return quads
    ? { quads, ...byQuad, ...split(quadCount, WANTED_QUADS, inner) }
    : { quads, ...byThread, ...split(threads, WANTED_THREADS, inner) };
}
