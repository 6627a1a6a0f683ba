// a = clamp(a, inf h - epsilon, sup h + epsilon) in place; each thread leaves the distance its elements moved.

struct Params {
  rows: u32,
  columns: u32,
  a_stride: u32,
  epsilon: u32,
  /// Threads, each with a partial sum, and where theirs begin: other parts of the matrices have theirs before.
  threads: u32,
  first_partial: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read_write> a: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn clamp_to_range(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  let quads = quads_in(params.columns);
  let range = activation_range();
  let epsilon = scalars[params.epsilon];
  let end = params.rows * quads;
  var moved = vec4f();
  let by = place_of(params.threads, quads);
  var place = place_of(thread, quads);
  for (var index = thread; index < end;) {
    var block = vec4f();
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      let left = columns_left(params.columns, place.y);
      let at = place.x * params.a_stride + place.y;
      let before = a[at];
      let after = min(max(before, vec4f(range.x - epsilon)), vec4f(range.y + epsilon));
      a[at] = keep_beyond(before, after, left);
      block += zero_beyond(abs(after - before), left);
      place = further(place, by, quads);
    }
    moved += block;
  }
  partials[params.first_partial + thread] = lanes_total(moved);
}
