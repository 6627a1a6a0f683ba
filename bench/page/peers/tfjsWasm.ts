import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { ContenderId } from '../../results.ts';
import type { Contender } from '../contender.ts';
import { tfjs, transposingProduct } from './tfjs.ts';

setWasmPaths({
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});
// The page is cross-origin isolated, so that there may be threads. Release 4.22.0 says 1 all the same.
setThreadsCount(navigator.hardwareConcurrency);

type Multiply = Parameters<typeof tfjs>[2];

async function open(
  id: ContenderId,
  version: string,
  how: string,
  multiply?: Multiply,
): Promise<Contender> {
  const facts = { id, version, device: 'cpu' } as const;
  const contender = await tfjs('wasm', { ...facts, note: '' }, multiply);
  const note = `${how}; XNNPACK, getThreadsCount() ${getThreadsCount()}; takes no part in the products`;
  return { ...contender, facts: { ...facts, note }, product: null };
}

/** On the processor, as it comes. */
export function tfjsWasm(version: string): Promise<Contender> {
  const how = 'variableGrads; only products without transpose flags are XNNPACK’s';
  return open('tfjs-wasm', version, how);
}

/** The same with tf.transpose in place of transpose flags, which its backward pass is many times faster for. */
export function tfjsWasmTransposed(version: string): Promise<Contender> {
  const how = 'as tfjs-wasm, with tf.transpose before the products of the backward pass';
  return open('tfjs-wasm-transposed', version, how, transposingProduct);
}
