import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);

/**
 * While anything is pending on the device, Dawn asks for news in every turn of the event loop and so keeps a core
 * busy that SwiftShader could compute on: three times slower here. Asking once a millisecond is enough. Dawn's
 * callbacks are native functions; everybody else's setImmediate stays as it is.
 */
const immediately = globalThis.setImmediate;
globalThis.setImmediate = Object.assign(
  (callback: (...values: unknown[]) => void, ...values: unknown[]) =>
    /\[native code\]/.test(Function.prototype.toString.call(callback))
      ? setTimeout(callback, 1, ...values)
      : immediately(callback, ...values),
  { __promisify__: immediately.__promisify__ },
) as unknown as typeof setImmediate;

/** Dawn's entry point: kept for as long as the process, since Dawn dies with it. */
const gpu = create([]);

/** Dawn's `navigator.gpu`, over whatever driver the machine has. */
export function nodeGpu(): GPU {
  return gpu;
}
