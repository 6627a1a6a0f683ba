// Row i of out = row pi(start + i) of source, the operand A, one workgroup a row; pi is the Feistel permutation of
// maths/sampleOrder.ts.
// Bound are one part of each matrix: a row that comes from another part of source is left alone.

const ROUNDS = 6u;
/// 2^32 divided by the golden ratio: sets the keys of the rounds far apart.
const ROUND_STEP = 0x9e3779b9u;

struct Params {
  rows: u32,
  columns: u32,
  /// Rows of out before its part.
  first_row: u32,
  /// Rows of all of source.
  source_rows: u32,
  /// Rows of source before its part, and in it.
  part_first_row: u32,
  part_rows: u32,
  out_stride: u32,
  a_stride: u32,
  key: u32,
  start: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;

/// The row of source that this workgroup copies.
var<workgroup> chosen: u32;

/// C. Wellons's lowbias32: every bit of x reaches every bit of the result.
fn mix_bits(x: u32) -> u32 {
  var bits = x ^ (x >> 16u);
  bits *= 0x7feb352du;
  bits ^= bits >> 15u;
  bits *= 0x846ca68bu;
  return bits ^ (bits >> 16u);
}

/// One pass through the network over two halves of `half` bits.
fn feistel(x: u32, half: u32, key: u32) -> u32 {
  let mask = (1u << half) - 1u;
  var left = x >> half;
  var right = x & mask;
  for (var round = 0u; round < ROUNDS; round += 1u) {
    let next = left ^ (mix_bits(right + mix_bits(key + round * ROUND_STEP)) & mask);
    left = right;
    right = next;
  }
  return (left << half) | right;
}

/// pi(position): the network until its value is a row of source. It ends because position is one itself.
fn permuted(position: u32, key: u32) -> u32 {
  let half = max(1u, (33u - countLeadingZeros(params.source_rows - 1u)) / 2u);
  var place = feistel(position, half, key);
  while (place >= params.source_rows) {
    place = feistel(place, half, key);
  }
  return place;
}

@compute @workgroup_size(64)
fn gather_rows(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = workgroup.y * FOLD + workgroup.x;
  if (row >= params.rows) {
    return;
  }
  if (local == 0u) {
    // Held inside: from a start beyond what the port allows the walk might never end.
    let position = min(u32(scalars[params.start]) + params.first_row + row, params.source_rows - 1u);
    chosen = permuted(position, u32(scalars[params.key]));
  }
  // Of a row before the part this is a number far beyond it.
  let from_row = workgroupUniformLoad(&chosen) - params.part_first_row;
  if (from_row >= params.part_rows) {
    return;
  }
  for (var quad = local; quad < quads_in(params.columns); quad += 64u) {
    let at = row * params.out_stride + quad;
    let value = quad_of_a(from_row, quad);
    out[at] = keep_beyond(out[at], value, columns_left(params.columns, quad));
  }
}
