/** Rounds of the Feistel network. */
const ROUNDS = 6;

/** 2³² divided by the golden ratio: sets the keys of the rounds far apart. */
const ROUND_STEP = 0x9e3779b9;

/** C. Wellons's lowbias32 ("Prospecting for Hash Functions", 2018): every bit of x reaches every bit of the result. */
export function mix(x: number): number {
  let bits = x ^ (x >>> 16);
  bits = Math.imul(bits, 0x7feb352d);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** One pass of x through the network over two halves of `half` bits: a bijection of 0 … 4^half − 1 for every key. */
function feistel(x: number, half: number, key: number): number {
  const mask = 2 ** half - 1;
  let [left, right] = [x >>> half, x & mask];
  for (let round = 0; round < ROUNDS; round += 1) {
    const roundKey = mix(key + Math.imul(round, ROUND_STEP));
    [left, right] = [right, left ^ (mix(right + roundKey) & mask)];
  }
  return ((left << half) | right) >>> 0;
}

/**
 * π(position), where π is the permutation of 0 … rows − 1 that `key` (an integer, 0 ≤ key < 2²⁴) chooses. It needs no
 * table, so that every thread of the GPU finds its own sample; all arithmetic is modulo 2³² and the same on both
 * engines:
 *
 * - mix(x): x ^= x >>> 16; x *= 0x7feb352d; x ^= x >>> 15; x *= 0x846ca68b; x ^= x >>> 16.
 * - h is the smallest integer ≥ 1 with 4^h ≥ rows, mask = 2^h − 1.
 * - A Feistel network of 6 rounds r = 0 … 5: left = x >>> h, right = x & mask, then
 *   (left, right) ← (right, left XOR (mix(right + mix(key + r·0x9e3779b9)) & mask)); its value is left << h | right.
 * - Cycle-walking (Black and Rogaway 2002): the network is applied once and then until the value is < rows, which
 *   makes a permutation of 0 … 4^h − 1 one of 0 … rows − 1. It is at most four times on average.
 *
 * @throws RangeError unless 0 ≤ position < rows: elsewhere the walk need not end.
 */
export function permuted(position: number, rows: number, key: number): number {
  if (!(position >= 0 && position < rows)) {
    throw new RangeError(`Position ${position} is not among ${rows} samples`);
  }
  const half = Math.max(1, Math.ceil((32 - Math.clz32(rows - 1)) / 2));
  let place = position;
  do place = feistel(place, half, key);
  while (place >= rows);
  return place;
}
