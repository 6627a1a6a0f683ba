/**
 * p = softmax(v + d), both of length p.length, with `v` read from `start` on. The largest exponent
 * is 0, so that nothing overflows. Differences v_i − v_max are formed before d is added: they are
 * exact where it matters, and a large common part of v costs no accuracy.
 */
export function softmax(p: Float64Array, v: Float64Array, start: number, d: Float64Array): void {
  let anchor = start;
  for (let i = 1; i < p.length; i += 1) {
    if (v[start + i] > v[anchor]) anchor = start + i;
  }
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < p.length; i += 1) {
    p[i] = v[start + i] - v[anchor] + d[i];
    largest = Math.max(largest, p[i]);
  }
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) {
    p[i] = Math.exp(p[i] - largest);
    sum += p[i];
  }
  for (let i = 0; i < p.length; i += 1) p[i] /= sum;
}
