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
  /** See multiplyPanels.wat. */
  readonly multiply: (
    product: number,
    stride: number,
    a: number,
    b: number,
    panelsOfA: number,
    panelsOfB: number,
    depth: number,
  ) => void;
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
 * The loops in WebAssembly on vectors of two (multiplyPanels.wat): the bits of scriptPanels.ts, about three times as fast.
 * Null where the browser has no WebAssembly, no vectors in it, or a policy against it.
 */
export function wasmPanels(sizes: PanelSizes): Panels | null {
  const { WebAssembly: host } = globalThis as { WebAssembly?: WebAssemblyInterface };
  if (!host) return null;
  try {
    const module = new host.Module(MULTIPLY_PANELS);
    const { rows, columns, depth } = sizes;
    const { memory, arrays } = layOut(host, [rows * columns, rows * depth, columns * depth]);
    const [product, a, b] = arrays as [Float64Array, Float64Array, Float64Array];
    const { multiply } = new host.Instance(module, { panels: { memory } }).exports as Exports;
    const stride = BYTES_PER_ELEMENT * columns;
    const [atProduct, atA, atB] = [product.byteOffset, a.byteOffset, b.byteOffset];
    return {
      language: 'WebAssembly',
      tileRows: TILE,
      tileColumns: TILE,
      a,
      b,
      product,
      multiply: (height, width, length) =>
        multiply(
          atProduct,
          stride,
          atA,
          atB,
          Math.ceil(height / TILE),
          Math.ceil(width / TILE),
          length,
        ),
    };
  } catch {
    return null;
  }
}
