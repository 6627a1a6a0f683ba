// First stage of a sum or maximum over all elements: each thread takes a strided share of the quads.

/// What is summed: 0 |x|, 1 |x + y| - |x|; or 2: the largest |x| instead of a sum.
override TERM: u32 = 0u;
const ABSOLUTE = 0u;
const LARGEST = 2u;

struct Params {
  rows: u32,
  columns: u32,
  x_stride: u32,
  y_stride: u32,
  /// Threads, each with a partial sum, and where theirs begin: other parts of the matrices have theirs before.
  threads: u32,
  first_partial: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> y: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

/// |x + d| - |x|: +-d without any rounding where the sign stays, -(d + 2x) times x's sign where it changes.
fn absolute_change(x: vec4f, d: vec4f) -> vec4f {
  let side = select(vec4f(1.0), vec4f(-1.0), x < vec4f());
  let outward = side * d;
  let distance = abs(x);
  return select(-(outward + 2.0 * distance), outward, outward >= -distance);
}

/// What one quad contributes.
fn contribution(x: vec4f, y: vec4f) -> vec4f {
  if (TERM == ABSOLUTE || TERM == LARGEST) {
    return abs(x);
  }
  return absolute_change(x, y);
}

@compute @workgroup_size(64)
fn reduce(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  let quads = quads_in(params.columns);
  var sum = Cascade();
  // Magnitudes are ordered as their bits are, with NaN above all: so none is lost, as it may be in max of floats.
  var largest = vec4u();
  for (var index = thread; index < params.rows * quads; index += params.threads) {
    let row = index / quads;
    let quad = index % quads;
    let all = contribution(x[row * params.x_stride + quad], y[row * params.y_stride + quad]);
    let term = zero_beyond(all, columns_left(params.columns, quad));
    if (TERM == LARGEST) {
      largest = max(largest, bitcast<vec4u>(term));
    } else {
      cascade_add(&sum, term);
    }
  }
  if (TERM == LARGEST) {
    partials[params.first_partial + thread] = bitcast<f32>(max(max(largest.x, largest.y), max(largest.z, largest.w)));
  } else {
    partials[params.first_partial + thread] = cascade_total(sum);
  }
}
