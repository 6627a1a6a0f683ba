import { mix } from '../maths/sampleOrder.ts';

/**
 * The key of the sample order in pass e = 0, 1, … over the data: mix(mix(seed) + e) without its last eight bits, so
 * that it is an integer in float32 (docs/algorithm.md, "Sample order").
 */
export function orderKey(seed: number, pass: number): number {
  return mix(mix(seed) + pass) >>> 8;
}
