// First stage of the sum of squares of a - h(z) and of its largest magnitude.

struct Params {
  rows: u32,
  columns: u32,
  a_stride: u32,
  z_stride: u32,
  /// Threads, each with a partial result of both.
  threads: u32,
  /// Where the squares begin, and how far from there the largest.
  first_partial: u32,
  partials_apart: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> z: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

/// |a - h(z)| at one quad.
fn gap(row: u32, quad: u32) -> vec4f {
  let pre = z[row * params.z_stride + quad];
  let value = h_of_quad(pre);
  return zero_beyond(abs(a[row * params.a_stride + quad] - value), columns_left(params.columns, quad));
}

@compute @workgroup_size(64)
fn activation_gap(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  let quads = quads_in(params.columns);
  let end = params.rows * quads;
  var squares = vec4f();
  var largest = vec4u();
  let by = place_of(params.threads, quads);
  var place = place_of(thread, quads);
  for (var index = thread; index < end;) {
    var block = vec4f();
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      let distance = gap(place.x, place.y);
      place = further(place, by, quads);
      block += distance * distance;
      largest = larger_magnitudes(largest, distance);
    }
    squares += block;
  }
  partials[params.first_partial + thread] = lanes_total(squares);
  partials[params.first_partial + params.partials_apart + thread] = largest_lane(largest);
}
