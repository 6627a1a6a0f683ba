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
    for (let d = 0; d < depth; d += 1) {
      let from = start + first * indexStride + d * depthStride;
      for (let i = 0; i < filled; i += 1) {
        target[position + i] = source[from];
        from += indexStride;
      }
      for (let i = filled; i < width; i += 1) target[position + i] = 0;
      position += width;
    }
  }
}
