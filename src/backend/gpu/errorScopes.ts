import type { GpuContext } from './device.ts';
import { typedError } from './device.ts';

/**
 * Runs `body` within error scopes and says afterwards, without waiting, what WebGPU made of it: the
 * promise resolves to the typed error or null. `body` must not await: scopes of others would interleave.
 */
export function scoped<T>(
  context: GpuContext,
  label: string,
  body: () => T,
): { readonly result: T; readonly error: Promise<Error | null> } {
  const { device } = context;
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  try {
    const result = body();
    return { result, error: firstError(label, device) };
  } catch (error) {
    void firstError(label, device);
    throw error;
  }
}

async function firstError(label: string, device: GPUDevice): Promise<Error | null> {
  const scopes = [device.popErrorScope(), device.popErrorScope()];
  const results = await Promise.all(scopes.map((scope) => scope.catch(() => null)));
  // What was not allocated makes what uses it invalid: the outer scope knows the cause.
  const found = results.findLast((error) => error !== null && error !== undefined);
  return found ? typedError(label, found) : null;
}
