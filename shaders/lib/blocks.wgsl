// Sums on two levels: blocks of 16 terms, then the blocks. The worst error grows with 16 + n/16, not with n. Plain nested
// loops in the kernels: with a running sum kept in a struct SwiftShader takes four times as long.

const BLOCK: u32 = 16u;

/// Where the block ends that begins at `index`, for a thread that takes every `step`-th of `end` terms.
fn block_end(index: u32, step: u32, end: u32) -> u32 {
  return min(end, index + BLOCK * step);
}

/// The sum of all lanes.
fn lanes_total(lanes: vec4f) -> f32 {
  return (lanes.x + lanes.y) + (lanes.z + lanes.w);
}
