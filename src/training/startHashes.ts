import { sha256Hex } from '../data/sha256.ts';
import { permuted } from '../maths/sampleOrder.ts';
import type { StartHashes } from '../model/startHashes.ts';
import { orderKey } from '../optimiser/orderKey.ts';

/** Digits of the hashes that show that all runs started alike. */
const DIGITS = 8;
/** Passes over the data whose order of samples the hash covers. */
const PASSES = 2;

async function shortHash(parts: readonly ArrayBufferView<ArrayBuffer>[]): Promise<string> {
  const bytes = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  return (await sha256Hex(bytes)).slice(0, DIGITS);
}

/** Hashes what a run starts from: W⁰, the data (their own hash) and the order of the samples. */
export async function hashStart(
  weights: readonly Float64Array[],
  dataHash: string,
  order: { readonly seed: number; readonly samples: number },
): Promise<StartHashes> {
  const { seed, samples } = order;
  const passes = Array.from({ length: PASSES }, (_, pass) =>
    Uint32Array.from({ length: samples }, (_, position) =>
      permuted(position, samples, orderKey(seed, pass)),
    ),
  );
  return {
    weights: await shortHash(weights.map((w) => Float32Array.from(w))),
    data: dataHash.slice(0, DIGITS),
    order: await shortHash(passes),
  };
}
