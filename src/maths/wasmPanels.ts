import { MULTIPLY_PANELS } from './multiplyPanelsModule.ts';
import type { PanelSizes, Panels } from './panels.ts';

const TILE = 4;
const { BYTES_PER_ELEMENT } = Float64Array;
/** Bytes of a page of memory. */
const PAGE = 65_536;

/** What is used of the JavaScript interface, which TypeScript knows only together with all of the browser. */
interface WebAssemblyInterface {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface Exports {
  readonly multiply: (tile: number, p: number, q: number, depth: number) => void;
}

/** Lays `counts` elements each one after the other in memory that the module imports. */
function layOut(host: WebAssemblyInterface, counts: readonly number[]) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const memory = new host.Memory({ initial: Math.ceil((total * BYTES_PER_ELEMENT) / PAGE) });
  let offset = 0;
  const arrays = counts.map((count) => {
    const array = new Float64Array(memory.buffer, offset, count);
    offset += array.byteLength;
    return array;
  });
  return { memory, arrays };
}

/**
 * The loop in WebAssembly on vectors of two (multiplyPanels.wat): the bits of {@link scriptPanels}, two to three times as fast.
 * Null where the browser has no WebAssembly, no vectors in it, or a policy against it.
 */
export function wasmPanels(sizes: PanelSizes): Panels | null {
  const { WebAssembly: host } = globalThis as { WebAssembly?: WebAssemblyInterface };
  if (!host) return null;
  try {
    const module = new host.Module(MULTIPLY_PANELS);
    const { memory, arrays } = layOut(host, [TILE * TILE, sizes.a, sizes.b]);
    const [tile, a, b] = arrays as [Float64Array, Float64Array, Float64Array];
    const { multiply } = new host.Instance(module, { panels: { memory } }).exports as Exports;
    return {
      language: 'WebAssembly',
      tileRows: TILE,
      tileColumns: TILE,
      a,
      b,
      tile,
      multiply: (startA, startB, depth) =>
        multiply(
          tile.byteOffset,
          a.byteOffset + BYTES_PER_ELEMENT * startA,
          b.byteOffset + BYTES_PER_ELEMENT * startB,
          depth,
        ),
    };
  } catch {
    return null;
  }
}
