/** The width that most panels have, which is written out. */
const QUAD = 4;

/**
 * Copies a `count × depth` block into panels of `width` indices each, for the product's inner loop:
 * panel q holds, for every depth d in turn, the elements (q·width + 0 … width−1, d); the last panel
 * is filled up with zeros. Element (i, d) is source[start + i·indexStride + d·depthStride], so
 * that the two strides decide whether the matrix or its transpose is packed.
 */
export function packPanels(
  target: Float64Array,
  source: Float64Array,
  start: number,
  indexStride: number,
  depthStride: number,
  count: number,
  depth: number,
  width: number,
): void {
  let position = 0;
  for (let first = 0; first < count; first += width) {
    const filled = Math.min(width, count - first);
    const from = start + first * indexStride;
    if (filled === QUAD && width === QUAD)
      packQuad(target, position, source, from, indexStride, depthStride, depth);
    else packPart(target, position, source, from, indexStride, depthStride, filled, depth, width);
    position += width * depth;
  }
}

function packQuad(
  target: Float64Array,
  position: number,
  source: Float64Array,
  from: number,
  indexStride: number,
  depthStride: number,
  depth: number,
): void {
  const end = position + QUAD * depth;
  let [i0, i1, i2, i3] = [from, from + indexStride, from + 2 * indexStride, from + 3 * indexStride];
  for (let to = position; to < end; to += QUAD) {
    target[to] = source[i0];
    target[to + 1] = source[i1];
    target[to + 2] = source[i2];
    target[to + 3] = source[i3];
    i0 += depthStride;
    i1 += depthStride;
    i2 += depthStride;
    i3 += depthStride;
  }
}

/** A panel of another width, or one with fewer indices than it has room for. */
function packPart(
  target: Float64Array,
  position: number,
  source: Float64Array,
  from: number,
  indexStride: number,
  depthStride: number,
  filled: number,
  depth: number,
  width: number,
): void {
  for (let d = 0; d < depth; d += 1) {
    const to = position + d * width;
    for (let i = 0; i < filled; i += 1)
      target[to + i] = source[from + i * indexStride + d * depthStride];
    for (let i = filled; i < width; i += 1) target[to + i] = 0;
  }
}
