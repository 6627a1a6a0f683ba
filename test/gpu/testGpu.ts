/** Deno runs the tests, on a WebGPU of its own: `npm run test:wgpu`. */
export const IN_DENO = 'Deno' in globalThis;

/** Kept, since tests put others in its place. */
const builtIn = IN_DENO ? navigator.gpu : null;

/** The WebGPU that is tested: Dawn's in Node, wgpu's in Deno. */
export const testGpu: () => GPU = builtIn
  ? () => builtIn
  : (await import('../../cli/nodeGpu.ts')).nodeGpu;
