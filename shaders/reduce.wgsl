// First stage of a sum over all elements: each thread takes a strided share of the quads.

/// What is summed: 0 |x|, 1 |x + y| - |x|.
override TERM: u32 = 0u;
const CHANGE = 1u;

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
fn contribution(row: u32, quad: u32) -> vec4f {
  let left = columns_left(params.columns, quad);
  let value = x[row * params.x_stride + quad];
  if (TERM == CHANGE) {
    return zero_beyond(absolute_change(value, y[row * params.y_stride + quad]), left);
  }
  return zero_beyond(abs(value), left);
}

@compute @workgroup_size(64)
fn reduce(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  let quads = quads_in(params.columns);
  let end = params.rows * quads;
  var sum = vec4f();
  let by = place_of(params.threads, quads);
  var place = place_of(thread, quads);
  for (var index = thread; index < end;) {
    var block = vec4f();
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      block += contribution(place.x, place.y);
      place = further(place, by, quads);
    }
    sum += block;
  }
  partials[params.first_partial + thread] = lanes_total(sum);
}
