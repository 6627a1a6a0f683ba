// Summation in blocks of 16 on four levels: the worst error grows with 16 log_16 n, not with n.

/// Running sums of 1, 16, 256 and 4096 terms; four lanes are summed apart.
struct Cascade {
  terms: vec4f,
  blocks: vec4f,
  superblocks: vec4f,
  rest: vec4f,
  count: u32,
}

/// Adds one term a lane.
fn cascade_add(cascade: ptr<function, Cascade>, term: vec4f) {
  (*cascade).terms += term;
  (*cascade).count += 1u;
  if (((*cascade).count & 15u) != 0u) {
    return;
  }
  (*cascade).blocks += (*cascade).terms;
  (*cascade).terms = vec4f();
  if (((*cascade).count & 255u) != 0u) {
    return;
  }
  (*cascade).superblocks += (*cascade).blocks;
  (*cascade).blocks = vec4f();
  if (((*cascade).count & 4095u) != 0u) {
    return;
  }
  (*cascade).rest += (*cascade).superblocks;
  (*cascade).superblocks = vec4f();
}

/// The sum of all terms of all lanes.
fn cascade_total(cascade: Cascade) -> f32 {
  let lanes = (cascade.terms + cascade.blocks) + (cascade.superblocks + cascade.rest);
  return (lanes.x + lanes.y) + (lanes.z + lanes.w);
}
